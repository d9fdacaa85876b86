"""Texts that people write in a form, as they are read back."""

from __future__ import annotations

from typing import Any

from django import forms

from boussole.web.shared.free_text import without_invisible_signs


class Words(forms.CharField):
    """A text as a person reads it: one kind of line end, no invisible sign."""

    def to_python(self, value: Any) -> str:
        return without_invisible_signs(str(super().to_python(value)).replace("\r\n", "\n")).strip()


def one_line(label: str, most: int, help_text: str = "", **attrs: str) -> Words:
    """A text of one line."""
    widget = forms.TextInput(attrs=attrs)
    field = Words(
        label=label,
        max_length=most,
        help_text=help_text,
        required=False,
        widget=widget,
        error_messages={"max_length": "Raccourcissez : %(show_value)s signes, %(limit_value)s au plus."},
    )
    field.widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted without a word
    return field


def text(label: str, most: int, rows: int, help_text: str = "", **attrs: str) -> Words:
    """A text of several lines, that counts."""
    field = one_line(label, most, help_text)
    field.widget = forms.Textarea(attrs={"rows": rows, **attrs})
    return field
