"""The zone of competence of a structure: a département, a région, the country, or the communes that are ticked."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.http import QueryDict

from boussole.core.typography import counted
from boussole.partners import actions
from boussole.partners.models import Structure
from boussole.territories.geography import UnknownCommune, geography
from boussole.territories.places import FRANCE
from boussole.territories.zones import Zone
from boussole.web.shared.fields import one_line
from boussole.web.shared.refusable import RefusableForm
from boussole.web.shared.zones import grouping
from boussole.web.shared.zones.named import commune_named
from boussole.web.shared.zones.picking import PART, WHOLE, ZonePicker

REGION, COUNTRY = "region", "pays"


class StructureZoneForm(ZonePicker, RefusableForm):
    """The communes whose young people the structure may receive. Its offers serve them, or fewer."""

    zone = forms.ChoiceField(
        label="Où la structure accueille-t-elle des jeunes ?",
        widget=forms.RadioSelect,
        error_messages={"required": "Choisissez une zone."},
    )
    areas = forms.MultipleChoiceField(
        label="Communes choisies",
        widget=forms.CheckboxSelectMultiple,
        required=False,
        error_messages={"invalid_choice": "Ce lieu n’est pas dans la liste : ajoutez-le par son nom."},
    )
    commune = one_line(
        "Ajouter une commune d’un autre département",
        80,
        "Son nom ou son code postal, puis « Enregistrer la zone ».",
        autocomplete="off",
    )

    def __init__(self, posted: QueryDict | None = None, *, structure: Structure) -> None:
        self.structure = structure
        self.whole = _wholes_of(structure)
        before = Zone.restored(structure.areas).keys
        named = {value: name for name, value in self.whole.items()}
        chosen = named.get(before[0] if len(before) == 1 else "", PART)
        super().__init__(posted, initial={"zone": chosen, "areas": list(before) if chosen == PART else []})
        self.show_zone(self._around(), before if chosen == PART else ())
        cast(forms.ChoiceField, self.fields["zone"]).choices = self._choices()

    @property
    def seen(self) -> str:
        return self.data.get("seen") or actions.fingerprint(self.structure, ["areas"])

    themes = None  # a zone says nothing of them

    @property
    def chosen(self) -> Zone:
        """What the page would serve."""
        value = self["zone"].value()
        return Zone.restored([self.whole[value]] if value in self.whole else self.ticked)

    @property
    def wanted(self) -> Zone:
        """What was asked for, once the form is valid."""
        found = self.cleaned_data
        if found["zone"] in self.whole:
            return Zone.restored([self.whole[found["zone"]]])
        return Zone.restored(grouping.tidied({*found["areas"], *found["commune"]}, self.groups))

    @property
    def written(self) -> dict[str, Any]:
        """The same, as `update_structure` writes it."""
        return {"areas": list(self.wanted.keys)}

    @property
    def chosen_in_words(self) -> str:
        number = len(self.chosen.communes())
        return f"{counted(number, 'commune choisie', 'communes choisies')}."

    def clean_commune(self) -> list[str]:
        """The key of the commune typed, if any."""
        typed = self.cleaned_data["commune"]
        if not typed:
            return []
        return [f"commune:{commune_named(typed).code}"]

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        is_read = found.get("zone") == PART and {"areas", "commune"} <= found.keys()
        if is_read and not found["areas"] and not found["commune"]:
            self.add_error("areas", "Cochez au moins une commune, ou choisissez une zone entière.")
        return found

    def _around(self) -> Zone:
        """The boxes are those of the département where the structure is; what it serves beyond has its own list."""
        return Zone.restored([self.whole[WHOLE]] if WHOLE in self.whole else self.structure.areas)

    def _choices(self) -> list[tuple[str, str]]:
        labels = {WHOLE: "Tout le {}", REGION: "Toute la {}", COUNTRY: "Toute la France"}
        whole = [
            (value, labels[value].format(geography().name_in_words(key))) for value, key in self.whole.items()
        ]
        return [*whole, (PART, "Certaines communes seulement")]


def _wholes_of(structure: Structure) -> dict[str, str]:
    """The areas that can be taken whole: those where the structure is, and the country."""
    try:
        commune = geography().commune(structure.commune)
    except UnknownCommune:
        return {COUNTRY: FRANCE}
    return {WHOLE: f"departement:{commune.departement}", REGION: f"region:{commune.region}", COUNTRY: FRANCE}
