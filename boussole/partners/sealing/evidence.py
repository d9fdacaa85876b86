"""What the document says besides the words: who signed, in which capacity, when, and how it was proved (R24). Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from boussole.core.typography import NO_BREAK, day_in_words, elided
from boussole.partners.models import CharterAgreement, Signatory

PARIS = "Europe/Paris"


@dataclass(frozen=True, slots=True)
class Signature:
    """One of the four, as it is printed."""

    role: str
    name: str
    function: str
    email: str
    signed: str  # « mardi 25 novembre 2026 à 14 h 05 min 12 s (heure de Paris) »
    proved: str
    proof: str
    gesture: str
    words_hash: str


@dataclass(frozen=True, slots=True)
class Parties:
    """Between whom, as it is printed under the title."""

    structure: str
    animation: str
    territory: str


def number_of(agreement: CharterAgreement) -> str:
    """The number by which the document, its evidence and its verification name the same agreement."""
    return str(agreement.public_id).upper()


def parties_of(agreement: CharterAgreement) -> Parties:
    territory = agreement.territory
    if territory is None:
        return Parties(agreement.structure.name, "l’animation nationale de La Boussole", "")
    carrier = territory.carrier_name or f"l’animation {elided('de', territory.name)}"
    return Parties(agreement.structure.name, carrier, territory.name)


def signatures_of(agreement: CharterAgreement, signatories: Sequence[Signatory]) -> list[Signature]:
    """Those who signed, in the order of the roles; the clock is that of the territory, and says so."""
    zone = agreement.territory.timezone if agreement.territory else PARIS
    signed = [each for each in signatories if each.signed_at is not None]
    order = list(Signatory.Role)
    return [_printed(each, zone) for each in sorted(signed, key=lambda one: order.index(one.role))]  # type: ignore[arg-type]


def _printed(each: Signatory, zone: str) -> Signature:
    return Signature(
        role=each.get_role_display(),
        name=each.name,
        function=each.function,
        email=each.email,
        signed=exactly(each.signed_at, zone) if each.signed_at else "",
        proved=exactly(each.proved_at, zone) if each.proved_at else "",
        proof=each.get_proof_display(),
        gesture=each.gesture,
        words_hash=each.words_hash,
    )


def exactly(moment: datetime, zone: str) -> str:
    """To the second, with the distance to universal time: read the same in thirty years."""
    local = moment.astimezone(ZoneInfo(zone))
    distance = local.strftime("%z")
    clock = NO_BREAK.join((f"{local.hour}", "h", f"{local.minute:02d}", "min", f"{local.second:02d}", "s"))
    return f"{day_in_words(local.date(), year=True)} à {clock} (UTC{distance[:3]}:{distance[3:]})"
