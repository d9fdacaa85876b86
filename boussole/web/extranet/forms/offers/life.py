"""The few words that come with a gesture on an offer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, cast

from django import forms

from boussole.offers.models import OfferStatusChange
from boussole.partners.models import Structure

LONGEST_REASON = OfferStatusChange._meta.get_field("note").max_length


class ReasonForm(forms.Form):
    """Why an offer is no longer shown; nobody is obliged to say it."""

    note = forms.CharField(
        label="Pour quelle raison ?",
        help_text="Vos collègues et l’animation la lisent, pas les jeunes. N’y nommez personne.",
        max_length=LONGEST_REASON,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"max_length": f"C’est trop long : {LONGEST_REASON} signes au plus."},
    )


class StructuresForm(forms.Form):
    """For which of one's structures: one is chosen, or several."""

    structures = forms.MultipleChoiceField(
        label="Pour quelle structure ?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choisissez au moins une structure."},
    )

    def __init__(self, *args: Any, structures: Sequence[Structure], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._by_code = {each.code: each for each in structures}
        field = cast(forms.MultipleChoiceField, self.fields["structures"])
        field.choices = [(each.code, each.name) for each in structures]
        if len(structures) == 1:
            field.initial = [structures[0].code]

    @property
    def chosen(self) -> list[Structure]:
        return [self._by_code[code] for code in self.cleaned_data["structures"]]


class UseTemplateForm(StructuresForm):
    """The same, and whether the offer goes on following its template."""

    follows = forms.BooleanField(
        label="Suivre le modèle : quand il change, votre offre change avec lui",
        required=False,
        initial=True,
    )
