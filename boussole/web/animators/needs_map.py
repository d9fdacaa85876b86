"""Where searches found nothing: the dots of the territory, and a ring for each area, as large as its need."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from math import sqrt

from boussole.core.masking import FEWEST
from boussole.orientation.unmet import Tally
from boussole.territories.geography import geography
from boussole.territories.zones import Zone
from boussole.web.shared.zone_map import ZoneMap, map_of

SMALLEST, LARGEST = 7.0, 34.0  # radii, in units of the drawing


@dataclass(frozen=True, slots=True)
class Ring:
    """One area, its need in words, and where it is drawn."""

    name: str
    times_in_words: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class NeedsMap:
    """The communes of a territory, and a ring where needs are."""

    ground: ZoneMap
    rings: tuple[Ring, ...]


def needs_map(areas: Iterable[str], tallies: Iterable[Tally]) -> NeedsMap | None:
    """None where the ground cannot be drawn. A need under five has the smallest ring: its size says no more."""
    ground = map_of(Zone.restored(areas))
    if ground is None:
        return None
    counted = list(tallies)
    most = max((each.times for each in counted), default=1)
    rings = (_ring(ground, each, most) for each in counted)
    return NeedsMap(ground, tuple(ring for ring in rings if ring is not None))


def _ring(ground: ZoneMap, tally: Tally, most: int) -> Ring | None:
    """In the middle of the area, the larger communes weighing more."""
    inside = [dot for dot in ground.dots if tally.key in dot.areas.split()]
    if not inside:
        return None
    weight = sum(dot.radius**2 for dot in inside)
    share = sqrt(tally.times / most) if tally.times >= FEWEST and not tally.hides_another else 0
    return Ring(
        name=geography().name_in_words(tally.key),
        times_in_words=tally.times_in_words,
        x=round(sum(dot.x * dot.radius**2 for dot in inside) / weight, 1),
        y=round(sum(dot.y * dot.radius**2 for dot in inside) / weight, 1),
        radius=round(SMALLEST + (LARGEST - SMALLEST) * share, 1),
    )
