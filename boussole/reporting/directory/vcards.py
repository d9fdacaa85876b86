"""A card of the directory for an address book: one entry, never a list (guarantees.md R25)."""

from __future__ import annotations

import vobject

from boussole.partners.models import DirectoryCoordinate, Referent
from boussole.reporting.directory.cards import PersonCard, StructureCard
from boussole.territories.geography import commune_name

Kind = DirectoryCoordinate.Kind
PHONES = {Kind.PHONE: "WORK", Kind.MOBILE: "CELL"}
RESERVED = "Annuaire de la Boussole des jeunes, réservé aux professionnels partenaires : ne pas diffuser."


def vcard_of_structure(card: StructureCard) -> str:
    """What everybody may know of it, and its lines for partners."""
    row, entry = card.structure, _entry(card.structure.name, family=card.structure.name, given="")
    entry.add("org").value = [row.name]
    if row.phone:
        _phone(entry, row.phone, "WORK")
    if row.email:
        entry.add("email").value = row.email
    _add_address(entry, row.address, row.postcode, row.commune)
    if row.website:
        entry.add("url").value = row.website
    _add_coordinates(entry, card.own_lines)
    return str(entry.serialize())


def vcard_of_person(card: PersonCard) -> str:
    """A person, with the coordinates that they agreed to show to this reader."""
    entry = _entry(card.name, family=card.user.last_name, given=card.user.first_name)
    if isinstance(card.owner, Referent):
        entry.add("org").value = [card.owner.structure.name]
        structure = card.owner.structure
        _add_address(entry, structure.address, structure.postcode, structure.commune)
    elif card.owner.territory is not None:
        entry.add("org").value = [card.owner.territory.carrier_name]
    entry.add("title").value = card.user.job_title or card.role
    _add_coordinates(entry, card.coordinates)
    return str(entry.serialize())


def _entry(name: str, *, family: str, given: str) -> vobject.base.Component:
    entry = vobject.vCard()
    entry.add("fn").value = name
    entry.add("n").value = vobject.vcard.Name(family=family, given=given)
    entry.add("note").value = RESERVED
    return entry


def _add_coordinates(entry: vobject.base.Component, coordinates: list[DirectoryCoordinate]) -> None:
    for each in coordinates:
        if each.kind == Kind.EMAIL:
            entry.add("email").value = each.value
        else:
            _phone(entry, each.value, PHONES[Kind(each.kind)])


def _phone(entry: vobject.base.Component, value: str, kind: str) -> None:
    phone = entry.add("tel")
    phone.value, phone.type_param = value, kind


def _add_address(entry: vobject.base.Component, street: str, postcode: str, commune: str) -> None:
    town = commune_name(commune)
    entry.add("adr").value = vobject.vcard.Address(street=street, city=town, code=postcode, country="France")
