"""« Qui répond de quoi »: for each theme and each part of a zone, who answers; and the holes, where nobody does.

The rule is that of `Referent.answers_for`: a manager answers for all; a referent for their themes and communes, or
for all of them when none is named. Somebody who has not accepted yet answers for nothing.
The computing is pure (`table`); `of` reads a network of structures in three queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from boussole.core.typography import alphabetical, enumeration
from boussole.partners.models import Referent, Structure
from boussole.questionnaires.models import Theme
from boussole.territories.geography import commune_name
from boussole.territories.zones import Zone

NAMED = 3  # communes named in the head of a column; beyond, they are counted


@dataclass(frozen=True, slots=True)
class Answerer:
    """Somebody, and the part that is theirs: no theme or no commune means all of them."""

    name: str
    is_manager: bool = False
    themes: frozenset[int] = frozenset()
    communes: frozenset[str] = frozenset()

    def answers_for(self, theme: int, commune: str) -> bool:
        if self.is_manager:
            return True
        return (not self.themes or theme in self.themes) and (not self.communes or commune in self.communes)


@dataclass(frozen=True, slots=True)
class Part:
    """Communes that the same people share: one column of the table."""

    communes: tuple[str, ...]
    name: str


@dataclass(frozen=True, slots=True)
class Cell:
    """Who answers for one theme in one part."""

    part: Part
    referents: tuple[str, ...]
    managers: tuple[str, ...]

    @property
    def is_hole(self) -> bool:
        """Nobody at all: what comes from there would wait."""
        return not self.referents and not self.managers

    @property
    def is_thin(self) -> bool:
        """Whoever is responsible for the structure, and no referent (charter clause P1)."""
        return bool(self.managers) and not self.referents

    @property
    def names(self) -> tuple[str, ...]:
        return self.referents or self.managers


@dataclass(frozen=True, slots=True)
class Hole:
    """One theme for which nobody answers in some communes."""

    theme: Theme
    part: Part


@dataclass(frozen=True, slots=True)
class Coverage:
    """Who answers for what in one structure: a line a theme, a column a part of its zone."""

    parts: tuple[Part, ...]
    lines: tuple[tuple[Theme, tuple[Cell, ...]], ...]

    @property
    def holes(self) -> list[Hole]:
        return [Hole(theme, cell.part) for theme, cells in self.lines for cell in cells if cell.is_hole]

    @property
    def thin(self) -> list[Hole]:
        """Where only somebody responsible for the whole structure answers."""
        return [Hole(theme, cell.part) for theme, cells in self.lines for cell in cells if cell.is_thin]


def holes(structure: Structure, day: date, *, themes: Iterable[Theme] | None = None) -> list[Hole]:
    """Where nobody answers that day, among the structure's themes (or these). Two or three queries."""
    wanted = list(structure.themes.all()) if themes is None else list(themes)
    return of([structure], day, themes={structure.pk: wanted})[structure.pk].holes


def of(
    structures: Collection[Structure], day: date, *, themes: Mapping[int, Iterable[Theme]]
) -> dict[int, Coverage]:
    """The table of each of these structures, for the themes given to it. Two queries, whatever their number."""
    people: dict[int, list[Answerer]] = defaultdict(list)
    rows = Referent.objects.in_force(day).filter(structure__in=structures, user__is_active=True)
    for row in rows.select_related("user").prefetch_related("themes").order_by("pk"):
        people[row.structure_id].append(
            Answerer(
                row.user.full_name,
                row.is_manager,
                frozenset(theme.pk for theme in row.themes.all()),
                frozenset(row.communes),
            )
        )
    return {
        each.pk: table(Zone.restored(each.areas).communes(), list(themes.get(each.pk, ())), people[each.pk])
        for each in structures
    }


def table(zone: Collection[str], themes: Iterable[Theme], people: Collection[Answerer]) -> Coverage:
    """Who of these people answers for each theme in each part of this zone."""
    parts = _parts(zone, people)
    ordered = sorted(themes, key=lambda theme: alphabetical(theme.name))
    lines = tuple((theme, tuple(_cell(theme.pk, part, people) for part in parts)) for theme in ordered)
    return Coverage(parts, lines)


def _parts(zone: Collection[str], people: Iterable[Answerer]) -> tuple[Part, ...]:
    """The zone cut so that in each part the same people are named; what nobody names comes last."""
    named = [each.communes for each in people if each.communes and not each.is_manager]
    groups: dict[tuple[bool, ...], list[str]] = defaultdict(list)
    for commune in zone:
        groups[tuple(commune in communes for communes in named)].append(commune)
    rest = tuple(sorted(groups.pop((False,) * len(named), ())))
    parts = [Part(tuple(sorted(found)), _communes_in_words(found)) for found in groups.values()]
    parts.sort(key=lambda part: alphabetical(part.name))
    if rest:
        parts.append(Part(rest, "Reste de la zone" if parts else "Toute la zone"))
    return tuple(parts)


def _cell(theme: int, part: Part, people: Iterable[Answerer]) -> Cell:
    commune = part.communes[0]  # the others of the part have the same people
    there = [each for each in people if each.answers_for(theme, commune)]
    return Cell(
        part,
        tuple(each.name for each in there if not each.is_manager),
        tuple(each.name for each in there if each.is_manager),
    )


def _communes_in_words(codes: Iterable[str]) -> str:
    names = sorted((commune_name(code) for code in codes), key=alphabetical)
    if len(names) > NAMED + 1:
        names = [*names[:NAMED], f"{len(names) - NAMED} autres communes"]
    return enumeration(names)
