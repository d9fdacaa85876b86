"""Two records side by side: what each says, what hangs on each, what the one that stays would say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from boussole.contact_requests.models import ContactRequest
from boussole.partners.models import Referent, Structure
from boussole.partners.page_words import LABELS, in_words
from boussole.territories.geography import commune_name
from boussole.territories.zones import Zone

ONE, OTHER, BOTH = "un", "autre", "deux"

# The fields compared, in the order of the page; `postcode` goes with its commune.
COMPARED = (
    "name", "kind", "network", "siret", "role", "competence", "address", "commune", "access", "opening_hours",
    "phone", "email", "website", "areas", "default_promised_days", "default_contact",
)  # fmt: skip
_RANK = {"ACTIVE": 0, "INVITED": 1, "PROSPECT": 2, "LEFT": 3}


@dataclass(frozen=True, slots=True)
class Side:
    """One record and what points to it."""

    structure: Structure
    where: str
    offers: int
    requests: int
    people: int
    charters: int

    @property
    def weight(self) -> tuple[int, int, int, int, int]:
        """The lighter stays: a partner before a prospect, then whoever has more to move."""
        rank = _RANK[self.structure.status]
        return (rank, -self.offers, -self.requests, -self.people, self.structure.pk)


@dataclass(frozen=True, slots=True)
class Difference:
    """One field on which two records differ, in words."""

    name: str
    label: str
    one: str
    other: str


def hangs_on(structure: Structure) -> Side:
    """Four counts."""
    return Side(
        structure,
        commune_name(structure.commune),
        offers=structure.offers.count(),
        requests=ContactRequest.objects.filter(structure=structure).count(),
        people=Referent.objects.filter(structure=structure).count(),
        charters=structure.charters.count(),
    )


def differences(one: Structure, other: Structure) -> list[Difference]:
    """The fields that do not say the same, those that one leaves empty included."""
    return [
        Difference(name, LABELS[name], shown(one, name), shown(other, name))
        for name in COMPARED
        if _value(one, name) != _value(other, name)
    ]


def is_empty(structure: Structure, name: str) -> bool:
    return not getattr(structure, name)


def shown(structure: Structure, name: str) -> str:
    """What the field says, as one reads it."""
    said = in_words(name, getattr(structure, name))
    return f"{structure.postcode} {said}".strip() if name == "commune" else said


def values_of(one: Structure, other: Structure, chosen: dict[str, str]) -> dict[str, Any]:
    """The values that the record which stays takes: by field, which side was chosen (or both, for a zone)."""
    sides = {ONE: one, OTHER: other}
    values: dict[str, Any] = {}
    for name, side in chosen.items():
        if side == BOTH:
            values[name] = list(Zone.restored(one.areas).union(Zone.restored(other.areas)).keys)
            continue
        values[name] = getattr(sides[side], name)
        if name == "commune":
            values["postcode"] = sides[side].postcode
    return values


def _value(structure: Structure, name: str) -> object:
    if name == "areas":
        return Zone.restored(structure.areas).keys
    if name == "commune":
        return (structure.commune, structure.postcode)
    return getattr(structure, name)
