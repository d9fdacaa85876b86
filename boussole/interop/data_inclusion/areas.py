"""From the codes of `zone_eligibilite` to our areas, and where a record stands. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from boussole.interop.data_inclusion.records import ServiceRecord, StructureRecord
from boussole.territories.geography import Commune, UnknownCommune, geography
from boussole.territories.places import FRANCE
from boussole.territories.zones import Zone

COUNTRY = "99100"  # France among the codes of countries
SIREN = 9  # digits of an EPCI


def zone_of(codes: Iterable[str]) -> Zone:
    """The zone of these codes; those that the official geography does not know are left."""
    keys = (_key(code.strip()) for code in codes)
    reference = geography()
    return Zone.restored(key for key in keys if key and reference.knows(reference.area_of_today(key)))


def _key(code: str) -> str:
    if code.lower() == FRANCE or code == COUNTRY:
        return FRANCE
    if len(code) == SIREN and code.isdigit():
        return f"epci:{code}"
    return f"commune:{code}" if len(code) == len("42218") else f"departement:{code}"


def commune_of(*records: ServiceRecord | StructureRecord | None) -> Commune | None:
    """Where the first of these that says it stands."""
    for record in records:
        if record is not None and record.commune:
            try:
                return geography().commune(record.commune)
            except UnknownCommune:
                continue
    return None
