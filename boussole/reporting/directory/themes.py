"""On what a structure works: what it says, and what its offers on line say."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from boussole.core.typography import alphabetical
from boussole.offers.models import Offer
from boussole.partners.models import Structure


def themes_of(structures: Iterable[Structure]) -> dict[int, list[str]]:
    """The names of the themes of each, in order. Two queries."""
    rows = list(structures)
    found: dict[int, set[str]] = defaultdict(set)
    said = Structure.themes.through.objects.filter(structure__in=rows)
    offered = Offer.objects.on_line().filter(structure__in=rows)
    for structure, theme in (
        *said.values_list("structure", "theme__name"),
        *offered.values_list("structure", "theme__name"),
    ):
        found[structure].add(theme)
    return {row.pk: sorted(found[row.pk], key=alphabetical) for row in rows}
