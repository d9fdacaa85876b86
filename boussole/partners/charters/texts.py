"""Which text an agreement has, and its words: frozen once sent, as they would be sent today before."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from boussole.core.typography import day_in_words
from boussole.partners.charters import fields
from boussole.partners.models import CharterAgreement, CharterText, Signatory
from boussole.territories.geography import UnknownCommune, commune_name, geography
from boussole.territories.models import Territory

Role = Signatory.Role


def in_use(territory: Territory | None) -> CharterText | None:
    """The text that the territory uses: its own when it has published one, else the national one."""
    published = CharterText.objects.published()
    own = published.of(territory).first() if territory is not None else None
    return own or published.of(None).first()


def words_of(
    agreement: CharterAgreement, signatories: Sequence[Signatory], day: date
) -> tuple[str, str] | None:
    """The title and the words: those that were sent, else those that would be sent that day. None without a text."""
    if agreement.words:
        return agreement.title, agreement.words
    if agreement.text is None:
        return None
    values = values_of(agreement, signatories, day)
    return fields.filled(agreement.text.title, values), fields.filled(agreement.text.body, values)


def what_changed(agreement: CharterAgreement) -> list[str]:
    """What its words change in substance of those that it replaces, version after version, as their author said it."""
    text = agreement.text
    former = agreement.replaces.text if agreement.replaces else None
    if text is None or former is None or former == text:
        return []
    since = CharterText.objects.of(text.territory).filter(asks_again=True, number__lte=text.number)
    if former.territory_id == text.territory_id:
        since = since.filter(number__gt=former.number)
    return list(since.order_by("number").values_list("what_changes", flat=True))


def values_of(agreement: CharterAgreement, signatories: Sequence[Signatory], day: date) -> Mapping[str, str]:
    """What takes the place of each field."""
    structure, territory = agreement.structure, agreement.territory
    people = {signatory.role: _person(signatory) for signatory in signatories}
    address = ", ".join(part for part in (structure.address, structure.postcode) if part)
    return {
        "structure": structure.name,
        "reseau": structure.network or "aucun",  # many belong to none: it is not an omission
        "adresse": f"{address} {commune_name(structure.commune)}".strip(),
        "commune": commune_name(structure.commune),
        "departement": _departement_of(structure.commune),
        "representant": people.get(Role.REPRESENTATIVE, ""),
        "referent": people.get(Role.REFERENT, ""),
        "territoire": territory.name if territory else "France",
        "organisme": territory.carrier_name if territory else "",
        "direction": people.get(Role.DIRECTOR, ""),
        "animateur": people.get(Role.ANIMATOR, ""),
        "date": day_in_words(day, year=True),
    }


def _person(signatory: Signatory) -> str:
    return ", ".join(part for part in (signatory.name, signatory.function) if part)


def _departement_of(commune: str) -> str:
    reference = geography()
    try:
        areas = reference.commune(commune).areas
    except UnknownCommune:
        return ""
    found = next((area for area in areas if area.startswith("departement:")), None)
    return reference.name_of(found) if found else ""
