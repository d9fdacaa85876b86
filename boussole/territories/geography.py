"""The official communes of France and the areas that contain them: a reference file read once, no table.

An area is named by a key: `commune:42218`, `epci:244200770`, `departement:42`, `region:84`, `france`. A place
is inside an area when the key is one of the place's `areas`: matching needs to know nothing else.
"""

from __future__ import annotations

import gc
from collections import defaultdict
from functools import cached_property, lru_cache
from threading import Lock

from boussole.territories import reference_file
from boussole.territories.centres import distance_in_km
from boussole.territories.naming import of_area
from boussole.territories.places import FRANCE, Commune, Departement, Epci, Region
from boussole.territories.reference_file import Reference
from boussole.territories.search import Found, SearchIndex
from boussole.territories.timezones import PARIS, timezone_of, timezone_of_departement

__all__ = [
    "PARIS", "Commune", "Found", "Geography", "UnknownArea", "UnknownCommune", "commune_name",
    "distance_km", "geography", "timezone_at", "timezone_of", "timezone_of_departement", "warm_up",
]  # fmt: skip

KINDS = ("commune", "epci", "departement", "region", FRANCE)
"""The kinds of areas, narrowest first."""


class UnknownCommune(LookupError):
    """No commune, of today or of the past, has this code. Its text is a French sentence."""


class UnknownArea(LookupError):
    """No such area in the official geography. Its text is a French sentence."""


class Geography:
    """The communes of one year, with the areas that contain them and their search box."""

    def __init__(self, reference: Reference) -> None:
        self.year = reference.year
        self._former_names = reference.former_names
        self._communes = {commune.code: commune for commune in reference.communes}
        self._today = {f.code: f.commune for f in reference.former_names if f.code not in self._communes}
        self._areas: dict[str, Epci | Departement | Region] = {
            **{f"epci:{epci.siren}": epci for epci in reference.epcis},
            **{f"departement:{departement.code}": departement for departement in reference.departements},
            **{f"region:{region.code}": region for region in reference.regions},
        }

    def commune(self, code: str) -> Commune:
        """The commune of this INSEE code, or the one that took its place.

        :raises UnknownCommune: with a French sentence
        """
        commune = self._communes.get(code) or self._communes.get(self._today.get(code, ""))
        if commune is None:
            raise UnknownCommune(f"Aucune commune n’a le code INSEE « {code} ».")
        return commune

    def search(self, text: str, limit: int = 8) -> list[Found]:
        """The communes that a postcode or a name may mean: see `search.SearchIndex.search`."""
        return self._search_index.search(text, limit)

    def search_index_of(self, codes: frozenset[str]) -> SearchIndex:
        """The same search among these communes only, under their names of the past too. To keep: it takes a moment."""
        if codes == self._all_codes:
            return self._search_index
        former = [name for name in self._former_names if name.commune in codes]
        return SearchIndex([self._communes[code] for code in codes], former)

    def communes_of(self, area: str) -> frozenset[str]:
        """The codes of the communes in an area, arrondissements included.

        :raises UnknownArea: with a French sentence
        """
        self._require(area)
        if area == FRANCE:
            return self._all_codes
        return frozenset(self._codes_by_area.get(area, ()))

    def name_of(self, area: str) -> str:
        """« Saint-Étienne », « Saint-Étienne Métropole », « Loire », « Auvergne-Rhône-Alpes », « France ».

        :raises UnknownArea: with a French sentence
        """
        self._require(area)
        if area == FRANCE:
            return "France"
        if area.startswith("commune:"):
            return self._communes[area.removeprefix("commune:")].name
        return self._areas[area].name

    def name_in_words(self, area: str) -> str:
        """The name as it reads in a list: « département de la Loire », « région Bretagne », « Firminy ».

        :raises UnknownArea: with a French sentence
        """
        name, kind = self.name_of(area), area.partition(":")[0]
        place = self._areas.get(area)
        if kind == "departement" and isinstance(place, Departement) and not _is_collectivity(place.code):
            return f"département {of_area(name, place.link)}"
        if kind == "region" and not _is_collectivity(area.removeprefix("region:")):
            return f"région {name}"
        return "toute la France" if area == FRANCE else name

    def knows(self, area: str) -> bool:
        """Whether this is the key of an area of today."""
        return area == FRANCE or area in self._areas or self._is_commune_of_today(area)

    def areas(self, kind: str) -> tuple[str, ...]:
        """The keys of all the areas of a kind (`epci`, `departement`, `region`), by code."""
        return tuple(area for area in self._areas if area.startswith(f"{kind}:"))

    def parts_of(self, area: str) -> tuple[str, ...]:
        """The areas just below: the régions of France, the départements of a région, the communes of the others.

        :raises UnknownArea: with a French sentence
        """
        self._require(area)
        if area == FRANCE:
            return self.areas("region")
        if area.startswith("region:"):
            code = area.removeprefix("region:")
            places = self._areas.items()
            return tuple(
                key for key, place in places if isinstance(place, Departement) and place.region == code
            )
        return tuple(f"commune:{code}" for code in sorted(self.communes_of(area)))

    def area_of_today(self, area: str) -> str:
        """The key itself, or that of the commune which took the place of a commune of the past."""
        kind, _, code = area.partition(":")
        if kind == "commune" and code in self._today:
            return f"commune:{self._today[code]}"
        return area

    def _require(self, area: str) -> None:
        if not self.knows(area):
            raise UnknownArea(
                f"« {area} » n’est pas un territoire de la géographie officielle de {self.year}."
            )

    def _is_commune_of_today(self, area: str) -> bool:
        return area.startswith("commune:") and area.removeprefix("commune:") in self._communes

    @cached_property
    def _search_index(self) -> SearchIndex:
        return SearchIndex(self._communes.values(), self._former_names)

    @cached_property
    def _all_codes(self) -> frozenset[str]:
        return frozenset(self._communes)

    @cached_property
    def _codes_by_area(self) -> dict[str, list[str]]:
        codes = defaultdict(list)
        for commune in self._communes.values():
            for area in commune.areas[:-1]:  # not France: it has them all
                codes[area].append(commune.code)
        return dict(codes)


def _is_collectivity(code: str) -> bool:
    """The overseas collectivities stand as département and région of themselves, and are neither."""
    return code == "975" or "977" <= code <= "989"


def distance_km(a: Commune, b: Commune) -> float | None:
    """As the crow flies between the centres, or None if one of them is not known.

    When a centre is approximate, expect some kilometres of error.
    """
    if a.latitude is None or a.longitude is None or b.latitude is None or b.longitude is None:
        return None
    return distance_in_km((a.latitude, a.longitude), (b.latitude, b.longitude))


_one_at_a_time = Lock()


def geography() -> Geography:
    """The geography shipped with the product, read once per process."""
    with _one_at_a_time:  # two threads at start-up must not hold two copies
        return _read_once()


def commune_name(code: str) -> str:
    """The name of the commune of this code, for a page: a code that we do not know stands for itself."""
    try:
        return geography().commune(code).name
    except UnknownCommune:
        return code


def timezone_at(code: str) -> str:
    """The time zone of the commune of this code; that of Paris for one that we do not know."""
    try:
        return timezone_of(geography().commune(code))
    except UnknownCommune:
        return PARIS


def warm_up() -> None:
    """Read and index now rather than for the first visitor. Call it once, when a server starts.

    These objects live as long as the process: the garbage collector needs not look at them again and again
    (its full rounds would cost a search twenty milliseconds now and then).
    """
    geography().search("")
    gc.collect()
    gc.freeze()


@lru_cache(maxsize=1)
def _read_once() -> Geography:
    return Geography(reference_file.read(reference_file.latest_file()))
