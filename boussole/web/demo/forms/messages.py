"""What one looks for in the messages."""

from django import forms

from boussole.mail.models import OutgoingMessage

NATIONAL_PREFIX = "0"


class MessageFilterForm(forms.Form):
    """To whom, and by which way."""

    destinataire = forms.CharField(label="À qui", required=False, max_length=80)
    voie = forms.ChoiceField(
        label="Voie", required=False, choices=[("", "E-mails et SMS"), *OutgoingMessage.Channel.choices]
    )

    @property
    def recipient(self) -> str:
        """As addresses are stored: part of an e-mail, or of a number without its leading zero."""
        typed = str(self.cleaned_data.get("destinataire", "")).strip()
        digits = "".join(sign for sign in typed if sign.isdigit())
        if digits and not any(sign.isalpha() or sign == "@" for sign in typed):
            return digits.removeprefix(NATIONAL_PREFIX)
        return typed
