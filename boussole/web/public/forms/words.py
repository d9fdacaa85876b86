"""What the young person says once they were contacted: did it help?"""

from __future__ import annotations

from typing import Any

from django import forms

from boussole.contact_requests.models import Opinion
from boussole.web.shared.free_text import refuse_social_security_numbers, without_invisible_signs

LONGEST_WORD = 500
SCORES = [("5", "5, très bien"), ("4", "4"), ("3", "3"), ("2", "2"), ("1", "1, pas du tout")]


class OpinionForm(forms.Form):
    """Did it help? Two presses; a word if they like."""

    helped = forms.ChoiceField(
        label="Est-ce que cela t’a aidé ?",
        choices=Opinion.Helped.choices,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisis une des trois réponses.",
            "invalid_choice": "Choisis une des trois réponses.",
        },
    )
    score = forms.TypedChoiceField(
        label="Ta note, de 1 à 5",
        choices=SCORES,
        coerce=int,
        widget=forms.RadioSelect,
        error_messages={
            "required": "Choisis une note de 1 à 5.",
            "invalid_choice": "Choisis une note de 1 à 5.",
        },
    )
    word = forms.CharField(
        label="Un mot pour la structure",
        help_text="Elle le lira, avec ta note. N’écris rien de ta santé ni de ce qui est trop personnel.",
        required=False,
        max_length=LONGEST_WORD,
        widget=forms.Textarea(attrs={"rows": "3"}),
        validators=[refuse_social_security_numbers],
        error_messages={"max_length": f"Ton mot est trop long : garde {LONGEST_WORD}\u00a0signes au plus."},
    )

    def __init__(self, *args: Any, given: Opinion | None = None, **kwargs: Any) -> None:
        initial = {"helped": given.helped, "score": given.score, "word": given.word} if given else {}
        super().__init__(*args, initial=initial, **kwargs)

    def clean_word(self) -> str:
        return without_invisible_signs(self.cleaned_data["word"]).strip()
