"""The few digits that somebody received, as people type them."""

from __future__ import annotations

import re
from typing import Any

from django import forms


class DigitsField(forms.CharField):
    """« 123 456 » is read as it is said; anything else than so many digits is told in one sentence, `wrong_shape`."""

    def __init__(self, number: int, *, wrong_shape: str, **options: Any) -> None:
        super().__init__(
            max_length=20,
            widget=forms.TextInput(attrs={"class": "input--number"}),
            error_messages={"required": wrong_shape, "max_length": wrong_shape},
            **options,
        )
        self.number, self.wrong_shape = number, wrong_shape

    def clean(self, value: Any) -> str:
        digits = re.sub(r"[\s.-]", "", super().clean(value))
        if not re.fullmatch(rf"[0-9]{{{self.number}}}", digits):
            raise forms.ValidationError(self.wrong_shape)
        return digits
