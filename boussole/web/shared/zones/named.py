"""Places typed by their names: a commune, by its postcode too, or an intercommunalité, whatever the accents.

The search is that of the public site (`territories.search`), among the communes of one zone. Nothing is guessed between
two places of the same name: whoever typed chooses.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.core.exceptions import ValidationError

from boussole.core.typography import alphabetical, counted, enumeration
from boussole.territories.geography import geography
from boussole.territories.places import FRANCE, Commune
from boussole.territories.search import SearchIndex
from boussole.territories.spelling import words_typed
from boussole.territories.zones import Zone
from boussole.web.shared.zones.grouping import Place

SUGGESTED = 8
NAMED = 4  # in a sentence
EVERYWHERE = Zone((FRANCE,))


def commune_named(typed: str, within: Zone = EVERYWHERE, *, nothing: str = "") -> Commune:
    """The one commune that this name, this postcode or this label means.

    :raises ValidationError: when it means none (`nothing` says it otherwise), or several
    """
    found, said = _index_of(within).search(typed), _plain(typed)
    exact = [
        each
        for each in found
        if said in (_plain(each.label), _plain(each.commune.name), *each.commune.postcodes)
    ]
    if len(exact) == 1:
        return exact[0].commune
    if not found or (not exact and _is_elsewhere(typed, within)):
        near = enumeration([each.label for each in found[:NAMED]], "ou")
        said_so = nothing or f"Aucune commune ne s’appelle «\u00a0{typed}\u00a0»\u00a0: vérifiez son nom."
        raise ValidationError(f"{said_so} Peut-être {near}\u00a0?" if near else said_so)
    if len(found) > 1:
        names = enumeration([each.label for each in (exact or found)[:NAMED]], "ou")
        raise ValidationError(f"Plusieurs communes y ressemblent\u00a0: écrivez {names}.")
    return found[0].commune


def suggestions(typed: str, within: Zone) -> list[tuple[Place, str]]:
    """The places of this zone that the text may mean, each with what tells it from its namesakes."""
    communes = [
        (Place(f"commune:{found.commune.code}", found.label), found.explanation or _around(found.commune))
        for found in _index_of(within).search(typed, limit=SUGGESTED)
    ]
    words = _plain(typed).split()
    larger = [
        (place, "intercommunalité")
        for place in _intercommunalites(within)
        if words and all(f" {word}" in f" {_plain(place.name)}" for word in words)
    ]
    return [*communes, *larger[:2]]


@dataclass(frozen=True, slots=True)
class Meant:
    """What a name may mean: nothing, one place for sure, or places to choose from."""

    places: list[Place]
    is_sure: bool


def meant_by(typed: str, within: Zone) -> Meant:
    """What this name means in this zone. The name of a commune of elsewhere is no misspelling of one of here."""
    found, said = [place for place, _ in suggestions(typed, within)], _plain(typed)
    exact = [place for place in found if said in (_plain(place.name), _plain(_without_digits(place.name)))]
    if exact:
        return Meant(exact, is_sure=len(exact) == 1)
    return Meant(found, is_sure=len(found) == 1 and not _is_elsewhere(typed, within))


def names_in(text: str) -> list[str]:
    """« Feurs, Saint-Étienne (42000, 42100) » is two names."""
    return [name for each in re.split(r"[,;\n](?![^(\n]*\))", text) if (name := " ".join(each.split()))]


def places_of(codes: Collection[str], within: Zone) -> list[Place]:
    """These communes in as few places as possible: an intercommunalité taken whole, in this zone, is one of them."""
    left, found = set(codes), []
    for key in sorted({f"epci:{epci}" for code in codes if (epci := _epci_of(code))}):
        inside = _inside(key, within)
        if len(inside) > 1 and inside <= left:
            left -= inside
            found.append(place_of(key, within))
    found += [place_of(f"commune:{code}", within) for code in left]
    return sorted(found, key=lambda place: alphabetical(place.name))


def names_of(codes: Collection[str], areas: Iterable[str]) -> list[str]:
    """« Forez-Est (42 communes) », « Montbrison »: what somebody answers for, in as few words as possible."""
    return [place.name for place in places_of(codes, Zone.restored(areas))]


def place_of(key: str, within: Zone) -> Place:
    """« Feurs », « Saint-Étienne Métropole (53 communes) »."""
    name = geography().name_of(key) if geography().knows(key) else key
    if key.startswith("epci:"):
        name = f"{name} ({counted(len(_inside(key, within)), 'commune')})"
    return Place(key, name)


def communes_in(keys: Iterable[str], within: Zone) -> list[str]:
    """The communes of these places: of what is larger than one, those of the zone."""
    codes: set[str] = set()
    for key in keys:
        codes |= {key.removeprefix("commune:")} if key.startswith("commune:") else _inside(key, within)
    return sorted(codes)


@lru_cache(maxsize=64)
def _index_of(zone: Zone) -> SearchIndex:
    return geography().search_index_of(zone.communes())


@lru_cache(maxsize=64)
def _intercommunalites(zone: Zone) -> tuple[Place, ...]:
    keys = {f"epci:{epci}" for code in zone.communes() if (epci := _epci_of(code))}
    return tuple(sorted((place_of(key, zone) for key in keys), key=lambda place: alphabetical(place.name)))


def _is_elsewhere(typed: str, within: Zone) -> bool:
    """Whether it is the very name of a commune that this zone does not serve."""
    found = [each.commune for each in geography().search(typed) if _plain(each.commune.name) == _plain(typed)]
    return any(not within.serves(commune.code) for commune in found)


def _inside(key: str, zone: Zone) -> frozenset[str]:
    return geography().communes_of(key) & zone.communes()


def _epci_of(code: str) -> str | None:
    key = f"commune:{code}"
    return geography().commune(code).epci if geography().knows(key) else None


def _around(commune: Commune) -> str:
    """Its intercommunalité: in one département, that is what tells two namesakes apart."""
    key = f"epci:{commune.epci}" if commune.epci else f"departement:{commune.departement}"
    return geography().name_of(key)


def _without_digits(label: str) -> str:
    """« Feurs » for « Feurs (42110) », « Saint-Étienne Métropole » for the same with its number of communes."""
    return re.sub(r"\s*\([^)]*\)$", "", label)


def _plain(text: str) -> str:
    """As the search reads it: no accent, no hyphen, « st » spelt out."""
    return " ".join(words_typed(text))
