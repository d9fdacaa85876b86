"""The age, first question of every journey; the others are `web/shared/questions.py`."""

from django import forms

from boussole.questionnaires.definition import AGE_QUESTION
from boussole.web.shared.questions import StepForm, WholeNumberField

__all__ = ["AgeForm", "StepForm"]


class AgeForm(forms.Form):
    """The first question of every journey."""

    age = WholeNumberField(
        label=AGE_QUESTION.text,
        help_text="Certains services sont réservés à un âge. On ne te demandera pas de le prouver.",
        min_value=AGE_QUESTION.minimum,
        max_value=AGE_QUESTION.maximum,
        error_messages={
            "required": "Écris ton âge en chiffres, ou passe cette question.",
            "invalid": "Écris ton âge en chiffres, par exemple 19.",
            "min_value": "Écris ton âge en chiffres, entre 10 et 99.",
            "max_value": "Écris ton âge en chiffres, entre 10 et 99.",
        },
    )
