"""The communes that somebody answers for: ticked in a list that grows by what is typed, name by name.

With or without a script: « Ajouter » looks the name up and the page comes back with one more box ticked, or with the
namesakes to choose from.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict

from boussole.core.typography import enumeration
from boussole.territories.geography import geography
from boussole.territories.zones import Zone
from boussole.web.shared.fields import one_line
from boussole.web.shared.refusable import RefusableForm
from boussole.web.shared.zones.grouping import Place
from boussole.web.shared.zones.named import communes_in, meant_by, names_in, places_of

MOST = 60  # names typed at once


@dataclass(frozen=True, slots=True)
class Box:
    """One line of the list."""

    place: Place
    is_ticked: bool


class CommunesPicker(RefusableForm):
    """The shared half of forms that ask for which communes. Nothing ticked means all those of the zone."""

    communes = forms.MultipleChoiceField(
        label="Communes", required=False, widget=forms.CheckboxSelectMultiple
    )
    add = one_line(
        "Ajouter une commune ou une intercommunalité",
        2000,
        "Son nom ou son code postal ; plusieurs, séparés par des virgules.",
        autocomplete="off",
    )
    # What was chosen in the list of suggestions: no two places have the same key.
    add_key = forms.CharField(required=False, widget=forms.HiddenInput)

    within: Zone
    namesakes: list[Place]  # what a name may mean, when it may mean several places
    is_growing: bool  # « Ajouter » was pressed: the other answers are not judged yet

    def offer(self, areas: Iterable[str], chosen: Collection[str] = ()) -> None:
        """Pick within this zone; these communes are ticked when the page opens."""
        self.within, self.namesakes = Zone.restored(areas), []
        self.is_growing = "ajouter" in self.data
        own = list(CommunesPicker.base_fields)
        self.order_fields([*(name for name in self.fields if name not in own), *own])
        if self.is_bound:
            keys = [key for key in cast(QueryDict, self.data).getlist("communes") if _is_a_place(key)]
        else:
            keys = [place.key for place in places_of(chosen, self.within)]
            self.initial["communes"] = keys
        field = cast(forms.MultipleChoiceField, self.fields["communes"])
        field.choices = [(key, key) for key in keys]

    def grow(self) -> None:
        """Tick what was typed; the rest of the page comes back as it was."""
        for name in list(self.errors):
            if name not in ("add", "communes"):
                del self.errors[name]

    @property
    def boxes(self) -> list[Box]:
        """Those chosen, then the namesakes to choose from."""
        chosen = places_of(communes_in(self["communes"].value() or (), self.within), self.within)
        known = {place.key for place in chosen}
        asked = [place for place in self.namesakes if place.key not in known]
        return [Box(place, True) for place in chosen] + [Box(place, False) for place in asked]

    @property
    def picked(self) -> list[str]:
        """The codes of the communes, once the form is valid."""
        return communes_in(self.cleaned_data["communes"], self.within)

    def clean(self) -> dict[str, Any]:
        found = super().clean() or self.cleaned_data
        ticked: set[str] = set(found.get("communes", ()))
        unknown: list[str] = []
        unsure: list[str] = []
        if _is_a_place(found.get("add_key", "")):
            ticked.add(found["add_key"])
        else:
            unknown, unsure = self._read(names_in(found.get("add", "")), ticked)
        if beyond := [key for key in ticked if not communes_in([key], self.within)]:
            names = enumeration([geography().name_of(key) for key in sorted(beyond)])
            self.add_error("communes", f"Hors de la zone de la structure\u00a0: {names}.")
        found["communes"] = sorted(ticked)
        self._show(ticked, unknown, unsure)
        return found

    def _read(self, names: list[str], ticked: set[str]) -> tuple[list[str], list[str]]:
        """Tick what each name means; those that mean nothing are given back, and those that mean several places."""
        unknown, unsure = [], []
        for name in names[:MOST]:
            meant = meant_by(name, self.within)
            if meant.is_sure:
                ticked.add(meant.places[0].key)
            elif meant.places:
                self.namesakes += meant.places
                unsure.append(name)
            else:
                unknown.append(name)
        return unknown + names[MOST:], unsure

    def _show(self, ticked: set[str], unknown: list[str], unsure: list[str]) -> None:
        """The page shows what was understood: boxes, and in the field only what is left to mend."""
        self.data = shown = cast(QueryDict, self.data).copy()
        shown.setlist("communes", sorted(ticked))
        shown["add"], shown["add_key"] = ", ".join(unknown), ""
        if unsure:
            message = f"Que voulez-vous dire par {_quoted(unsure)}\u00a0? Cochez ce qu’il faut."
            self.add_error("communes", message)
        if unknown:
            message = f"Nous ne trouvons pas {_quoted(unknown)} dans la zone de la structure. Vérifiez l’orthographe."
            self.add_error("add", message)


def _quoted(names: list[str]) -> str:
    return enumeration([f"«\u00a0{name}\u00a0»" for name in names])


def _is_a_place(key: str) -> bool:
    return key.startswith(("commune:", "epci:")) and geography().knows(key)
