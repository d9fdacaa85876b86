"""A structure and a service of data.inclusion, with the fields that we use. Pure.

What may name a person is read and left here at once: `contact_nom_prenom` is never kept, and an address or a
number are kept only when they are a body's (see `contacts.py`). data.inclusion already masks many of them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any

from boussole.interop.data_inclusion import contacts

_UNWRITABLE = re.compile("[\x00\ud800-\udfff]")  # valid in JSON, in no text of PostgreSQL


class NotARecord(ValueError):
    """The row lacks what the schema requires; its text is a French sentence."""


@dataclass(frozen=True, slots=True)
class StructureRecord:
    """One body."""

    id: str
    source: str
    name: str
    description: str = ""
    website: str = ""
    link: str = ""
    commune: str = ""
    postcode: str = ""
    city: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    networks: tuple[str, ...] = ()
    updated_on: str = ""
    has_withheld_contact: bool = False


@dataclass(frozen=True, slots=True)
class ServiceRecord:
    """What a body does, for whom and where."""

    id: str
    structure: str
    source: str
    name: str
    description: str
    kind: str = ""
    thematics: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    publics_words: str = ""
    conditions: str = ""
    cost: str = ""
    cost_words: str = ""
    modes: tuple[str, ...] = ()
    area_codes: tuple[str, ...] = ()
    how_to_come: str = ""
    link: str = ""
    source_link: str = ""
    commune: str = ""
    postcode: str = ""
    city: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    hours: str = ""
    updated_on: str = ""
    has_withheld_contact: bool = False


def structure_from(row: Mapping[str, Any]) -> StructureRecord:
    """Read a row of the file of structures.

    :raises NotARecord: when it is not one
    """
    _require(row, "id", "nom")
    email, phone, withheld = _contacts(row)
    return StructureRecord(
        id=_text(row, "id"),
        source=_text(row, "source"),
        name=_text(row, "nom"),
        description=_text(row, "description"),
        website=_text(row, "site_web"),
        link=_text(row, "lien_source"),
        networks=_list(row, "reseaux_porteurs"),
        email=email,
        phone=phone,
        has_withheld_contact=withheld,
        **_common(row),
    )


def service_from(row: Mapping[str, Any]) -> ServiceRecord:
    """Read a row of the file of services.

    :raises NotARecord: when it is not one
    """
    _require(row, "id", "structure_id", "nom")
    email, phone, withheld = _contacts(row)
    return ServiceRecord(
        id=_text(row, "id"),
        structure=_text(row, "structure_id"),
        source=_text(row, "source"),
        name=_text(row, "nom"),
        description=_text(row, "description"),
        kind=_text(row, "type"),
        thematics=_list(row, "thematiques"),
        publics=_list(row, "publics"),
        publics_words=_text(row, "publics_precisions"),
        conditions=_text(row, "conditions_acces"),
        cost=_text(row, "frais"),
        cost_words=_text(row, "frais_precisions"),
        modes=_list(row, "modes_accueil"),
        area_codes=_list(row, "zone_eligibilite"),
        how_to_come=_text(row, "mobilisation_precisions"),
        link=_text(row, "lien_mobilisation"),
        source_link=_text(row, "lien_source"),
        email=email,
        phone=phone,
        has_withheld_contact=withheld,
        **_common(row),
    )


def plain(record: StructureRecord | ServiceRecord) -> dict[str, Any]:
    """The record as plain JSON, to be kept until it is loaded."""
    return {
        name: list(value) if isinstance(value, tuple) else value for name, value in asdict(record).items()
    }


def restored_structure(kept: Mapping[str, Any]) -> StructureRecord:
    """The record that `plain` wrote."""
    return StructureRecord(**_tuples(kept))


def restored_service(kept: Mapping[str, Any]) -> ServiceRecord:
    """The record that `plain` wrote."""
    return ServiceRecord(**_tuples(kept))


def _tuples(kept: Mapping[str, Any]) -> dict[str, Any]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in kept.items()}


def _common(row: Mapping[str, Any]) -> dict[str, str]:
    second = _text(row, "complement_adresse")
    return {
        "commune": _text(row, "code_insee"),
        "postcode": _text(row, "code_postal"),
        "city": _text(row, "commune"),
        "address": ", ".join(part for part in (_text(row, "adresse"), second) if part),
        "hours": _text(row, "horaires_accueil"),
        "updated_on": _text(row, "date_maj")[:10],
    }


def _contacts(row: Mapping[str, Any]) -> tuple[str, str, bool]:
    """The e-mail and the number of the body, and whether something was left because it is a person's."""
    email = contacts.email_of_a_body(_text(row, "courriel"), _text(row, "contact_nom_prenom"))
    withheld = bool(_text(row, "contact_nom_prenom")) or bool(_text(row, "courriel") and not email)
    return email, contacts.landline(_text(row, "telephone")), withheld


def _require(row: Mapping[str, Any], *names: str) -> None:
    missing = [name for name in names if not _text(row, name)]
    if missing:
        raise NotARecord(f"il manque « {missing[0]} »")


def _text(row: Mapping[str, Any], name: str) -> str:
    return _written(row.get(name))


def _list(row: Mapping[str, Any], name: str) -> tuple[str, ...]:
    """In one order: a set delivered in another one is the same set."""
    value = row.get(name)
    if not isinstance(value, list | tuple):
        return ()
    return tuple(sorted({said for item in value if (said := _written(item))}))


def _written(value: object) -> str:
    """As a text that a database can hold."""
    return "" if value is None else _UNWRITABLE.sub("", str(value)).strip()
