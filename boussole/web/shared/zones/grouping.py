"""What one may tick to narrow a zone: the areas of the structure's zone, the smaller inside the larger. Pure.

A département is shown as its intercommunalités and their communes; what is larger, as larger areas, so that the
page never lists thousands of boxes. A commune that is not shown can still be added by its name.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from boussole.core.typography import alphabetical
from boussole.territories.geography import geography
from boussole.territories.places import Commune
from boussole.territories.zones import Zone

MOST_LISTED = 700  # communes: a département has 320 on average


@dataclass(frozen=True, slots=True)
class Place:
    """One box."""

    key: str
    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """A larger area and what is in it; without a `key`, it cannot be taken whole."""

    key: str
    name: str
    places: tuple[Place, ...]
    of_communes: bool


@lru_cache(maxsize=64)
def groups_of(zone: Zone) -> tuple[Group, ...]:
    """The boxes of this zone, by name."""
    communes = [geography().commune(code) for code in zone.communes()]
    if len(communes) <= MOST_LISTED:
        return _groups(zone, communes, larger="epci", smaller="commune")
    if len(communes) <= MOST_LISTED * 10:
        return _groups(zone, communes, larger="departement", smaller="epci")
    return _groups(zone, communes, larger="region", smaller="departement")


def keys_of(groups: Iterable[Group]) -> set[str]:
    """All that can be ticked."""
    return {key for group in groups for key in (group.key, *(place.key for place in group.places)) if key}


def tidied(keys: Iterable[str], groups: Iterable[Group]) -> tuple[str, ...]:
    """The same zone without the places of a group taken whole."""
    chosen = set(keys)
    for group in groups:
        if group.key in chosen:
            chosen -= {place.key for place in group.places}
    return Zone.restored(chosen).keys


def _groups(zone: Zone, communes: list[Commune], *, larger: str, smaller: str) -> tuple[Group, ...]:
    found: dict[str, set[str]] = defaultdict(set)
    for commune in communes:
        small = _area(commune, smaller)
        if small and (smaller == "commune" or _is_inside(small, zone)):
            found[_area(commune, larger)].add(small)
    groups = [
        Group(
            key=key if key and _is_inside(key, zone) else "",
            name=geography().name_of(key) if key else "Sans intercommunalité",
            places=_by_name(places),
            of_communes=smaller == "commune",
        )
        for key, places in found.items()
    ]
    return tuple(sorted(groups, key=lambda group: (not group.name, alphabetical(group.name))))


def _area(commune: Commune, kind: str) -> str:
    code = {
        "commune": commune.code,
        "epci": commune.epci,
        "departement": commune.departement,
        "region": commune.region,
    }[kind]
    return f"{kind}:{code}" if code else ""


def _by_name(keys: Iterable[str]) -> tuple[Place, ...]:
    places = [Place(key, geography().name_of(key)) for key in keys]
    return tuple(sorted(places, key=lambda place: alphabetical(place.name)))


def _is_inside(key: str, zone: Zone) -> bool:
    return Zone((key,)).is_inside(zone)
