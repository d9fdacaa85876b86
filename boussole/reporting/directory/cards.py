"""One card of the directory, or all those of a territory: what its owners agreed to show to this reader."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q

from boussole.accounts.joining import mandate_in_words
from boussole.accounts.models import Mandate, User
from boussole.accounts.policies import around
from boussole.core.typography import alphabetical
from boussole.offers.queries import themes_worked_on
from boussole.partners.directory.listed import people_in_directory, structures_in_directory, territories_of
from boussole.partners.directory.readers import Reader
from boussole.partners.models import DirectoryCoordinate, Referent, Structure
from boussole.territories.geography import commune_name
from boussole.territories.models import Territory
from boussole.territories.zones import Zone

Kind = DirectoryCoordinate.Kind
NOWHERE: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class PersonCard:
    """Somebody with a name, what they answer for, and how they agreed to be reached."""

    owner: Referent | Mandate
    user: User
    role: str
    part: str  # « Logement, à Firminy », empty when they answer for all
    coordinates: list[DirectoryCoordinate]

    @property
    def name(self) -> str:
        return self.user.full_name

    @property
    def anchor(self) -> str:
        return f"personne-{self.owner.public_id}"


@dataclass(frozen=True, slots=True)
class StructureCard:
    """A structure: what everybody may know of it, its lines for partners, its people."""

    structure: Structure
    commune: str
    zone: str
    themes: list[str]
    coordinates: list[DirectoryCoordinate]
    people: list[PersonCard]

    @property
    def address(self) -> str:
        town = f"{self.structure.postcode} {self.commune}".strip()
        return ", ".join(filter(None, (self.structure.address, town)))

    @property
    def own_lines(self) -> list[DirectoryCoordinate]:
        """Those for partners that are not public already: a page of many cards says each coordinate once."""
        public = (self.structure.phone, self.structure.email)
        return [each for each in self.coordinates if each.value not in public]


def cards_of(structures: Iterable[Structure], reader: Reader, now: datetime) -> list[StructureCard]:
    """In the order given. Eight queries, whatever their number."""
    rows = list(structures)
    territories = territories_of(rows, now)
    themes, people = themes_worked_on(rows), _people(rows, now)
    shown = _shown(rows, people, territories, reader)
    return [
        StructureCard(
            row,
            commune_name(row.commune),
            Zone.restored(row.areas).in_words(),
            [theme.name for theme in themes[row.pk]],
            shown["structure", row.pk],
            [_person(each, shown["referent", each.pk]) for each in people[row.pk]],
        )
        for row in rows
    ]


def card_of_mandate(mandate: Mandate, reader: Reader) -> PersonCard:
    """Somebody who runs the network. One query."""
    here = frozenset({mandate.territory_id} if mandate.territory_id else ())
    rows = DirectoryCoordinate.objects.filter(mandate=mandate).order_by("pk")
    lines = [row for row in rows if reader.may_read(row, here)]
    return PersonCard(mandate, mandate.user, mandate_in_words(mandate), "", lines)


def structures_of(territory: Territory, now: datetime) -> list[Structure]:
    """Those of the directory that serve a territory, by name. One query."""
    rows = structures_in_directory(now).filter(areas__overlap=around(tuple(territory.areas)))
    return sorted(rows, key=lambda row: (alphabetical(row.name), row.pk))


def _people(structures: list[Structure], now: datetime) -> dict[int, list[Referent]]:
    """Managers first, then by name. Two queries."""
    found: dict[int, list[Referent]] = defaultdict(list)
    rows = people_in_directory(now).filter(structure__in=structures).select_related("user", "structure")
    ordered = sorted(
        rows.prefetch_related("themes"),
        key=lambda row: (not row.is_manager, alphabetical(row.user.full_name)),
    )
    for row in ordered:
        found[row.structure_id].append(row)
    return found


def _shown(
    structures: list[Structure],
    people: dict[int, list[Referent]],
    territories: dict[int, frozenset[int]],
    reader: Reader,
) -> dict[tuple[str, int], list[DirectoryCoordinate]]:
    """What this reader may read, by owner. One query."""
    at = {each.pk: structure for structure, rows in people.items() for each in rows}
    rows = DirectoryCoordinate.objects.filter(Q(structure__in=structures) | Q(referent__in=list(at)))
    found: dict[tuple[str, int], list[DirectoryCoordinate]] = defaultdict(list)
    for row in rows.order_by("pk"):
        owner = ("structure", row.structure_id) if row.structure_id else ("referent", row.referent_id or 0)
        structure = row.structure_id or at[row.referent_id or 0]
        if reader.may_read(row, territories.get(structure, NOWHERE)):
            found[owner].append(row)
    return found


def _person(referent: Referent, lines: list[DirectoryCoordinate]) -> PersonCard:
    themes = ", ".join(sorted((theme.name for theme in referent.themes.all()), key=alphabetical))
    communes = ", ".join(commune_name(code) for code in referent.communes)
    part = ", ".join(filter(None, (themes, f"à {communes}" if communes else "")))
    role = referent.get_role_display()
    return PersonCard(referent, referent.user, role, "" if referent.is_manager else part, lines)
