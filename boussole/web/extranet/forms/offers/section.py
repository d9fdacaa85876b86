"""What the forms of the sections share: from a content to fields, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from boussole.offers.content import OfferContent
from boussole.web.extranet.writing.draft import Draft
from boussole.web.shared.free_text import without_invisible_signs


class SectionForm(forms.Form):
    """One section of a draft. What cannot be read stays on the page as it was typed, and out of the content."""

    parts: tuple[str, ...] = ()  # fields that say one part of the content by themselves, under its name
    use_required_attribute = False

    def __init__(self, posted: QueryDict | None = None, *, draft: Draft) -> None:
        self.draft = draft
        super().__init__(posted, initial=self.initial_of(draft.content))
        for name in draft.shared & set(self.fields):
            self.fields[name].disabled = True

    def initial_of(self, content: OfferContent) -> Mapping[str, Any]:
        """What the fields show of this content."""
        return {name: getattr(content, name) for name in self.parts}

    def written(self, content: OfferContent) -> OfferContent:
        """The content with what this form says; a part that could not be read stays as it was."""
        self.is_valid()
        changes = {name: self.cleaned_data[name] for name in self.parts if name in self.cleaned_data}
        return replace(content, **changes)


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
        error_messages={"max_length": "Raccourcissez : %(show_value)s signes, %(limit_value)s au plus."},
    )
    field.widget.attrs.pop("maxlength", None)  # a browser would cut what is pasted without a word
    return field


def text(label: str, most: int, rows: int, help_text: str = "", **attrs: str) -> Words:
    """A text of several lines, that counts."""
    field = one_line(label, most, help_text)
    field.widget = forms.Textarea(attrs={"rows": rows, **attrs})
    return field
