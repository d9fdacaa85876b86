"""How a manager explains a contradiction."""

from django import forms


class SettleForm(forms.Form):
    """What was understood, or done: read by the team, in the log of the request."""

    note = forms.CharField(
        label="Votre explication",
        help_text="Ce que vous avez compris ou fait. L’équipe la lit dans l’historique. Elle ne se modifie plus.",
        max_length=300,
        widget=forms.Textarea(attrs={"rows": "2"}),
        error_messages={
            "required": "Écrivez ce que vous avez compris, ou ce que vous avez fait.",
            "max_length": "Votre explication est trop longue : gardez 300\u00a0signes au plus.",
        },
    )
