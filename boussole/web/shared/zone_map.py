"""The communes of a zone as dots: where each is, no tile, no network. Pure. The list says the same in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from math import cos, radians, sqrt

from boussole.territories.geography import distance_km, geography
from boussole.territories.places import Commune
from boussole.territories.zones import Zone

WIDTH = 400
MARGIN = 14
MOST_DOTS = 1_500
NAMED = 5
FARTHEST_KM = 1_500  # overseas communes of a national zone would leave the rest in a corner


@dataclass(frozen=True, slots=True)
class Dot:
    """One commune: `areas` are the keys whose box chooses it."""

    code: str
    name: str
    areas: str
    x: float
    y: float
    radius: float


@dataclass(frozen=True, slots=True)
class Label:
    """A name on the map, and the side of its point where it begins."""

    name: str
    x: float
    y: float
    anchor: str


@dataclass(frozen=True, slots=True)
class ZoneMap:
    """What to draw, and in which box."""

    width: int
    height: int
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]


@lru_cache(maxsize=64)
def map_of(zone: Zone) -> ZoneMap | None:
    """The map of this zone; None where there would be too few communes to draw, or too many."""
    communes = [geography().commune(code) for code in sorted(zone.communes())]
    placed = _together([each for each in communes if each.latitude is not None])
    if not 1 < len(placed) <= MOST_DOTS:
        return None
    south, north = min(_lat(c) for c in placed), max(_lat(c) for c in placed)
    west, east = min(_lon(c) for c in placed), max(_lon(c) for c in placed)
    shrink = cos(radians((south + north) / 2))
    span = max((east - west) * shrink, (north - south) * 0.7, 0.01)
    scale = (WIDTH - 2 * MARGIN) / span
    left = (WIDTH - (east - west) * shrink * scale) / 2
    height = round((north - south) * scale) + 2 * MARGIN
    smallest = min(6.0, 3 + 60 / len(placed))  # few communes: larger dots, to be seen and pressed

    def dot(commune: Commune) -> Dot:
        people = commune.population or 0
        return Dot(
            code=commune.code,
            name=commune.name,
            areas=" ".join(commune.areas),
            x=round(left + (_lon(commune) - west) * shrink * scale, 1),
            y=round(MARGIN + (north - _lat(commune)) * scale, 1),
            radius=round(min(14, smallest + sqrt(people) / 45), 1),
        )

    # The largest first: a small neighbour is drawn over it, and stays in sight.
    by_size = sorted(placed, key=lambda commune: -(commune.population or 0))
    dots = tuple(dot(commune) for commune in by_size)
    return ZoneMap(WIDTH, height, dots, _labels(dots))


def _labels(dots: tuple[Dot, ...]) -> tuple[Label, ...]:
    """The names of the largest communes, where they do not lie on each other."""
    chosen: list[Dot] = []
    for dot in dots:
        if len(chosen) == NAMED:
            break
        if all(abs(dot.y - other.y) > 22 or abs(dot.x - other.x) > 150 for other in chosen):
            chosen.append(dot)
    return tuple(
        Label(dot.name, dot.x + (dot.radius + 4) * (1 if dot.x < WIDTH * 0.6 else -1), dot.y + 4.5,
              "start" if dot.x < WIDTH * 0.6 else "end")
        for dot in chosen
    )  # fmt: skip


def _together(communes: list[Commune]) -> list[Commune]:
    if not communes:
        return []
    largest = max(communes, key=lambda commune: commune.population or 0)
    return [each for each in communes if (distance_km(each, largest) or 0) < FARTHEST_KM]


def _lat(commune: Commune) -> float:
    return commune.latitude or 0.0


def _lon(commune: Commune) -> float:
    return commune.longitude or 0.0
