"""What the forms of the sections share: from a content to fields, and back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.http import QueryDict

from boussole.offers.content import OfferContent
from boussole.web.extranet.writing.draft import Draft


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
