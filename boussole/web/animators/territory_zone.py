"""The boxes of the zone of a territory, one département at a time. Pure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from boussole.core.typography import alphabetical
from boussole.territories.geography import geography
from boussole.territories.zones import Zone


@dataclass(frozen=True)
class Box:
    """One area that may be ticked."""

    key: str
    name: str
    is_ticked: bool

    @property
    def id(self) -> str:
        """What ties the box to its label in the page."""
        return self.key.replace(":", "-")


@dataclass(frozen=True)
class Group:
    """An intercommunalité and its communes in this département."""

    box: Box | None  # None for the communes without one, or whose own goes beyond the département
    name: str
    communes: tuple[Box, ...]

    @property
    def ticked(self) -> int:
        return sum(1 for box in self.communes if box.is_ticked)


def groups_in(departement: str, zone: Zone) -> tuple[Box, tuple[Group, ...]]:
    """The département whole, then its intercommunalités by name, ticked as the zone says."""
    whole = f"departement:{departement}"
    by_epci: dict[str, list[str]] = {}
    for code in geography().communes_of(whole):
        epci = geography().commune(code).epci
        by_epci.setdefault(f"epci:{epci}" if epci else "", []).append(f"commune:{code}")
    groups = [_group(key, communes, zone) for key, communes in by_epci.items()]
    ordered = sorted(groups, key=lambda group: (group.box is None, alphabetical(group.name)))
    return _box(whole, zone), tuple(ordered)


def redrawn(zone: Zone, departement: str, ticked: Iterable[str]) -> Zone:
    """The zone with what was ticked in this département, and unchanged elsewhere; larger boxes win over smaller."""
    whole = f"departement:{departement}"
    shown = {whole, *(f"commune:{code}" for code in geography().communes_of(whole))}
    shown |= {
        f"epci:{epci}"
        for code in geography().communes_of(whole)
        if (epci := geography().commune(code).epci) is not None
    }
    chosen = set(ticked) & shown
    if whole in chosen:
        chosen = {whole}
    for key in [key for key in chosen if key.startswith("epci:")]:
        chosen -= {f"commune:{code}" for code in geography().communes_of(key)}
    return Zone.restored([key for key in zone if key not in shown] + sorted(chosen))


def _group(epci: str, communes: list[str], zone: Zone) -> Group:
    name = geography().name_of(epci) if epci else "Sans intercommunalité"
    boxes = sorted((_box(key, zone) for key in communes), key=lambda box: alphabetical(box.name))
    return Group(_box(epci, zone) if epci else None, name, tuple(boxes))


def _box(key: str, zone: Zone) -> Box:
    return Box(key, geography().name_of(key), key in zone.keys)
