"""On what each structure works, and who answers for it: over one structure, or a territory. Read only."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from boussole.core.typography import alphabetical
from boussole.offers.models import Offer
from boussole.partners import coverage
from boussole.partners.coverage import Coverage
from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme

KEPT = (Offer.Status.PUBLISHED, Offer.Status.PAUSED)  # offers on which it works today


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


def themes_worked_on(structures: Collection[Structure]) -> dict[int, list[Theme]]:
    """By structure, the themes that it says, and those of its offers. Three queries, whatever their number."""
    known = Theme.objects.in_bulk()
    said = Structure.themes.through.objects.filter(structure__in=structures)
    offered = Offer.objects.filter(structure__in=structures, status__in=KEPT)
    found: dict[int, set[int]] = {each.pk: set() for each in structures}
    for structure, theme in [
        *said.values_list("structure", "theme"),
        *offered.values_list("structure", "theme").distinct(),
    ]:
        found[structure].add(theme)
    return {pk: [known[theme] for theme in sorted(themes)] for pk, themes in found.items()}


def answering_in(structures: Collection[Structure], day: date) -> list[Answering]:
    """The table of each structure: those with the most holes first, then by name. Five queries."""
    themes = themes_worked_on(structures)
    tables = coverage.of(structures, day, themes=themes)
    lines = [Answering(each, tables[each.pk]) for each in structures]
    return sorted(
        lines, key=lambda line: (-len(line.table.holes), alphabetical(line.structure.name), line.structure.pk)
    )
