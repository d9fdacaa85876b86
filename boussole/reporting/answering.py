"""Who answers for what, structure by structure, over a territory. Read only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from boussole.core.typography import alphabetical
from boussole.offers.queries import themes_worked_on
from boussole.partners import coverage
from boussole.partners.coverage import Coverage
from boussole.partners.models import Structure


@dataclass(frozen=True, slots=True)
class Answering:
    """One structure and its table."""

    structure: Structure
    table: Coverage

    def names_for(self, theme: int) -> list[tuple[str, tuple[str, ...], bool]]:
        """For each part of its zone: its name when there are several, who answers, whether it is a hole."""
        several = len(self.table.parts) > 1
        return [
            (cell.part.name if several else "", cell.names, cell.is_hole)
            for each, cells in self.table.lines
            if each.pk == theme
            for cell in cells
        ]


def answering_in(structures: Collection[Structure], day: date) -> list[Answering]:
    """The table of each structure: those with the most holes first, then by name. Four queries."""
    themes = themes_worked_on(structures)
    tables = coverage.of(structures, day, themes=themes)
    lines = [Answering(each, tables[each.pk]) for each in structures]
    return sorted(
        lines, key=lambda line: (-len(line.table.holes), alphabetical(line.structure.name), line.structure.pk)
    )


def left_out(lines: Collection[Answering], theme: int, communes: frozenset[str]) -> frozenset[str]:
    """Which of these communes no structure at all answers for on this theme. Pure."""
    left = set(communes)
    for line in lines:
        for each, cells in line.table.lines:
            if each.pk == theme:
                left.difference_update(*(cell.part.communes for cell in cells if not cell.is_hole))
    return frozenset(left)
