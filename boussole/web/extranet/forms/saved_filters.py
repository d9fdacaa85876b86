"""The name of a filter that is kept."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import QueryDict

from boussole.contact_requests.models import SavedFilter


class NameForm(forms.Form):
    """What one calls it."""

    nom = forms.CharField(
        label="Nom du filtre",
        max_length=SavedFilter._meta.get_field("name").max_length,
        error_messages={"required": "Donnez un nom à ce filtre."},
    )

    def clean_nom(self) -> str:
        return " ".join(self.cleaned_data["nom"].split())


class KeepForm(NameForm):
    """A name, for the filters that the list had when it was sent."""

    requete = forms.CharField(max_length=2000, required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, query: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.setdefault("requete", query)

    def asked(self) -> QueryDict:
        """The filters as an address: read again word by word, never stored as they came."""
        return QueryDict(self.data.get("requete", "").lstrip("?"))
