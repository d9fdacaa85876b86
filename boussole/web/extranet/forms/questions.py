"""The answer of a structure to a question of the animation."""

from django import forms

from boussole.animation.models import StructureQuestion


class AnswerForm(forms.Form):
    """Yes or no, and a word."""

    answer = forms.ChoiceField(
        label="Votre réponse",
        choices=StructureQuestion.Answer.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une réponse."},
    )
    words = forms.CharField(
        label="Un mot pour l’animation",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Ce qui serait possible, à partir de quand, ou qui d’autre pourrait répondre.",
    )
