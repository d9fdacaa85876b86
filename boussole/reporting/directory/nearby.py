"""Which communes are within so many kilometres of another, as the crow flies between their centres."""

from __future__ import annotations

from functools import lru_cache

from boussole.territories.geography import distance_km, geography
from boussole.territories.places import FRANCE, Commune

DEGREE_KM = 111.2  # of latitude; of longitude at the equator, less elsewhere


@lru_cache(maxsize=64)
def communes_within(code: str, km: int) -> dict[str, float]:
    """Each commune in the circle and how far it is; the commune itself always, even when its centre is unknown."""
    reference = geography()
    centre = reference.commune(code)
    found: dict[str, float] = {}
    for each in reference.communes_of(FRANCE):
        commune = reference.commune(each)
        if not _is_near_in_latitude(commune, centre, km):
            continue
        distance = distance_km(commune, centre)
        if distance is not None and distance <= km:
            found[each] = distance
    # Paris, Lyon, Marseille: the city and its arrondissements are one place.
    found.update(dict.fromkeys(reference.communes_of(f"commune:{centre.code}"), 0.0))
    found[centre.code] = 0.0
    return found


def _is_near_in_latitude(commune: Commune, centre: Commune, km: int) -> bool:
    if commune.latitude is None or centre.latitude is None:
        return False
    return abs(commune.latitude - centre.latitude) * DEGREE_KM <= km
