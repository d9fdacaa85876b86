"""What becomes of a structure and of a service here: the values of a prospect, the content of a draft. Pure.

The texts are those of the source, written for professionals: a draft is there to be rewritten by those who know.
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Mapping
from typing import Any

from boussole.interop.data_inclusion import hours, publics
from boussole.interop.data_inclusion.areas import commune_of, zone_of
from boussole.interop.data_inclusion.records import ServiceRecord, StructureRecord
from boussole.interop.data_inclusion.selection import FREE, Kept
from boussole.offers.content import OfferContent
from boussole.offers.criteria import Criterion
from boussole.territories.places import FRANCE
from boussole.territories.zones import Zone

TITLE, SUMMARY, DESCRIPTION, ADDRESS, ROLE, NAME, URL = 120, 300, 6000, 200, 600, 160, 200  # our columns
KIND = "structure d’insertion"
USUAL_DELAY = 3  # days: that of a structure which has not chosen yet (`Structure.default_promised_days`)
# Networks of the schema that say what a structure is, for `Structure.kind`.
KINDS = {
    "mission-locale": "mission locale",
    "france-travail": "France Travail",
    "reseau-information-jeunesse": "Info Jeunes",
    "residences-fjt": "résidence jeunes",
    "ccas-cias": "centre d’action sociale",
    "mjc": "maison des jeunes",
    "epide": "Épide",
    "ecoles-de-la-deuxieme-chance": "école de la 2e chance",
    "france-service": "France Services",
    "cap-emploi-reseau-cheops": "Cap emploi",
    "crous": "Crous",
    "departements": "département",
    "communes": "commune",
}
REMOTE, IN_PERSON = "a-distance", "en-presentiel"


def structure_values(record: StructureRecord, services: list[ServiceRecord]) -> dict[str, Any]:
    """The columns of a prospect. Its zone of competence is what its services serve, else its département."""
    commune = commune_of(record, *services)
    if commune is None:
        raise ValueError("a structure kept stands somewhere")
    return {
        "name": _cut(record.name, NAME),
        "kind": next((KINDS[code] for code in record.networks if code in KINDS), KIND),
        "role": _cut(_one_line(record.description), ROLE),
        "address": _cut(record.address, ADDRESS),
        "postcode": record.postcode if re.fullmatch(r"\d{5}", record.postcode) else "",
        "commune": commune.code,
        "phone": record.phone or next((each.phone for each in services if each.phone), ""),
        "email": record.email or next((each.email for each in services if each.email), ""),
        "website": record.website if len(record.website) <= URL else "",
        "opening_hours": hours.in_french(record.hours),
        "areas": list(competence_of(record, services)),
    }


def competence_of(record: StructureRecord, services: list[ServiceRecord]) -> Zone:
    """Where a structure may serve: never all of France, which the source gives to whoever did not say."""
    commune = commune_of(record, *services)
    said = Zone().union(*(zone_of(service.area_codes) for service in services))
    local = [key for key in said if key != FRANCE]
    around = [f"departement:{commune.departement}"] if commune and (FRANCE in said.keys or not local) else []
    return Zone.restored([*local, *around])


def content_of(kept: Kept, statuses: Mapping[str, frozenset[str]]) -> OfferContent:
    """The draft of one service. `statuses`: by theme, the answers to « statut » (see `publics`)."""
    service, structure, place = kept.service, kept.structure, kept.place
    zone = zone_of(service.area_codes)
    return OfferContent(
        theme=place.theme,
        category=place.category,
        title=_cut(service.name, TITLE),
        summary=_cut(_first_sentences(service.description), SUMMARY),
        description=_description(service),
        place=_place(service),
        address=_address(service, structure),
        opening_hours=hours.in_french(service.hours),
        phone=service.phone,
        areas=zone.keys if zone and FRANCE not in zone.keys else None,
        criteria=_criteria(service, place.theme, statuses.get(place.theme, frozenset())),
        promised_days=USUAL_DELAY,
        is_free=service.cost == FREE,
    )


def _criteria(service: ServiceRecord, theme: str, statuses: frozenset[str]) -> tuple[Criterion, ...]:
    found = (publics.age_criterion(service), publics.status_criterion(service, theme, statuses))
    return tuple(criterion for criterion in found if criterion is not None)


def _place(service: ServiceRecord) -> str:
    if set(service.modes) == {REMOTE}:
        return "REMOTE"
    return "BOTH" if REMOTE in service.modes else "IN_PERSON"


def _address(service: ServiceRecord, structure: StructureRecord) -> str:
    """Only when it is not the structure's, which is shown anyway."""
    if not service.address or service.address == structure.address:
        return ""
    town = f"{service.postcode} {service.city}".strip()
    return _cut(f"{service.address}, {town}" if town else service.address, ADDRESS)


def _description(service: ServiceRecord) -> str:
    """The text of the source, then what it says apart: for whom, on which conditions, how to come."""
    whom = publics.in_words(service)
    parts = [
        service.description,
        f"Pour qui : {whom}." if whom else "",
        service.publics_words,
        f"Conditions : {service.conditions}" if service.conditions else "",
        f"Coût : {service.cost_words}" if service.cost_words else "",
        service.how_to_come,
        f"En ligne : {service.link}" if service.link else "",
    ]
    return "\n\n".join(part.strip() for part in parts if part.strip())[:DESCRIPTION]


def _first_sentences(text: str) -> str:
    """As many whole sentences as the short text holds; a long one is cut at a word."""
    line = _one_line(text)
    if len(line) <= SUMMARY:
        return line
    ends = [found.end() for found in re.finditer(r"[.!?…](?=\s)", line[:SUMMARY])]
    return line[: ends[-1]] if ends else _cut(line, SUMMARY)


def _one_line(text: str) -> str:
    return " ".join(re.sub(r"[#*_`>]+", " ", text).split())


def _cut(text: str, longest: int) -> str:
    return textwrap.shorten(text, longest, placeholder=" …")
