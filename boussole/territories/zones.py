"""A zone: where an offer is open, where a structure works. A set of areas, whatever their size, compared exactly.

An EPCI may straddle two départements and a département two EPCI, so one zone is inside another when each of
its communes is, and not when their keys look alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from boussole.territories.geography import KINDS, UnknownArea, geography
from boussole.territories.naming import listed
from boussole.territories.places import FRANCE


@dataclass(frozen=True, slots=True)
class Zone:
    """An immutable set of area keys. Build it with `Zone.parse` or `Zone.restored`."""

    keys: tuple[str, ...] = ()
    """Sorted from the narrowest kind to the widest, then by code, each once: equal zones are written alike."""

    @classmethod
    def parse(cls, keys: Iterable[str]) -> Zone:
        """The zone of these area keys, communes of the past replaced by those of today.

        :raises UnknownArea: with a French sentence, at the first key that is no area
        """
        zone = cls.restored(keys)
        for key in zone.unknown_keys:
            raise UnknownArea(
                f"« {key} » n’est pas un territoire de la géographie officielle de {geography().year}."
            )
        return zone

    @classmethod
    def restored(cls, keys: Iterable[str]) -> Zone:
        """The same for keys stored another year: those of areas that are no more are kept, and hold no commune."""
        today = geography().area_of_today
        return cls(tuple(sorted({today(key.strip()) for key in keys}, key=_order)))

    @property
    def unknown_keys(self) -> tuple[str, ...]:
        """The keys of areas that are no more: an EPCI dissolved since the zone was stored."""
        return tuple(key for key in self.keys if not geography().knows(key))

    def __bool__(self) -> bool:
        return bool(self.keys)

    def __iter__(self) -> Iterator[str]:
        return iter(self.keys)

    def serves(self, commune_code: str) -> bool:
        """Whether the commune, of today or of the past, is in the zone.

        :raises UnknownCommune: with a French sentence
        """
        return not _as_set(self).isdisjoint(geography().commune(commune_code).areas)

    def communes(self) -> frozenset[str]:
        """The codes of all its communes."""
        return _communes_of(self)

    def is_inside(self, other: Zone) -> bool:
        """Whether `other` serves each commune that this zone serves."""
        return all(other._contains(key) for key in self.keys)

    def outside(self, other: Zone) -> Zone:
        """What of this zone `other` does not serve, in the widest areas that say it exactly."""
        return Zone.restored(key for area in self.keys for key in _uncovered(area, other))

    def union(self, *others: Zone) -> Zone:
        """The zone that serves what any of them serves."""
        return Zone.restored(key for zone in (self, *others) for key in zone.keys)

    def in_words(self, most: int = 6) -> str:
        """« Firminy, Saint-Étienne Métropole et département de la Haute-Loire », shortened beyond `most` areas."""
        known = [key for key in self.keys if geography().knows(key)]
        names = [geography().name_in_words(key) for key in known]
        hidden = known[most:]
        if len(hidden) > 1:
            kind = "communes" if all(key.startswith("commune:") for key in hidden) else "territoires"
            names = [*names[:most], f"{len(hidden)} autres {kind}"]
        return listed(names)

    def _contains(self, area: str) -> bool:
        return area in _as_set(self) or FRANCE in _as_set(self) or _codes_of(area) <= self.communes()


def _order(key: str) -> tuple[int, str]:
    kind = key.partition(":")[0]
    return (KINDS.index(kind) if kind in KINDS else len(KINDS)), key


def _uncovered(area: str, other: Zone) -> list[str]:
    if other._contains(area):
        return []
    if _codes_of(area).isdisjoint(other.communes()):
        return [area]
    smaller = (part for part in geography().parts_of(area) if part != area)
    # A city whose arrondissements are all served is not served itself: it is then all that can be said.
    return [key for part in smaller for key in _uncovered(part, other)] or [area]


def _codes_of(area: str) -> frozenset[str]:
    return geography().communes_of(area) if geography().knows(area) else frozenset()


@lru_cache(maxsize=1024)
def _as_set(zone: Zone) -> frozenset[str]:
    return frozenset(zone.keys)


@lru_cache(maxsize=256)
def _communes_of(zone: Zone) -> frozenset[str]:
    return frozenset().union(*(_codes_of(key) for key in zone.keys))
