"""How a structure joins: known from elsewhere, invited through somebody of it, then welcomed as a partner.

A prospect and an invited structure show nothing to young people: only a partner whose charter is signed, or tolerated
while it is being signed (product.md 5.6), does.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core import codes
from boussole.core.db import locked, require_transaction
from boussole.core.typography import day_in_words
from boussole.partners import emails, policies
from boussole.partners.absences import today_at
from boussole.partners.actions.inviting import JoiningRefused
from boussole.partners.joining import tell_of_standing
from boussole.partners.models import CharterAgreement, Structure, foremost

Status = Structure.Status
LONGEST_TOLERANCE = timedelta(days=183)  # six months to have a charter signed; beyond, nobody is signing it


def add_prospect(values: dict[str, Any], *, by: User | None, now: datetime) -> Structure:
    """A structure that somebody knows from elsewhere. Who may add it is the caller's business."""
    require_transaction()
    structure = Structure.objects.create(
        code=free_code(values["name"], values.get("commune", "")), status=Status.PROSPECT, **values
    )
    trail.record("structure.added", by=by, on=structure, at=now)
    return structure


def free_code(name: str, commune: str = "", *, beside: Iterable[str] = ()) -> str:
    """A code that no structure has, readable in the address; the commune tells homonyms apart.

    `beside` are those of structures that are not written yet.
    """
    stem = codes.code_from(name, otherwise="structure", longest=70)
    taken = codes.codes_taken(Structure.objects.all(), stem) | set(beside)
    there = f"{stem}-{commune.lower()}"
    if commune and stem in taken and there not in taken:
        return there
    return codes.free_code(stem, taken)


@transaction.atomic
def welcome(
    structure: Structure, *, tolerated_until: date, by: User, day: date, now: datetime
) -> CharterAgreement:
    """Make it a partner while its charter is being signed: until that day, its published offers are shown.

    :raises NotAllowed: for somebody who does not animate a territory that it serves, or too early
    :raises JoiningRefused: when the day does not hold
    """
    structure = locked(structure)
    policies.can_welcome(by, structure, day).require()
    today = today_at(structure, now)
    if tolerated_until < today:
        raise JoiningRefused("Cette date est passée : choisissez un jour à venir.", "tolerated_until")
    if tolerated_until > today + LONGEST_TOLERANCE:
        last = day_in_words(today + LONGEST_TOLERANCE, year=True)
        raise JoiningRefused(f"Une charte se signe en six mois au plus : avant le {last}.", "tolerated_until")
    charter = foremost(
        structure.charters.filter(status__in=CharterAgreement.ALIVE)
    ) or CharterAgreement.objects.create(
        structure=structure,
        territory=structure.home_territory(),
        status=CharterAgreement.Status.PREPARED,
        prepared_by=by,
        prepared_at=now,
    )
    if charter.status in CharterAgreement.AT_WORK:
        charter.tolerated_until = tolerated_until
        charter.save(update_fields=["tolerated_until"])
    if structure.status != Status.ACTIVE:
        structure.move_to(Status.ACTIVE, by=by, at=now)
    trail.record("structure.welcomed", by=by, on=structure, at=now, until=tolerated_until.isoformat())
    tell_of_standing(structure, by, now)
    emails.tell_welcomed(structure, charter, now=now)
    return charter


@transaction.atomic
def set_aside(structure: Structure, *, by: User, day: date, now: datetime) -> Structure:
    """Propose this prospect no more: it exists elsewhere, or will not come. Its drafts stay, unseen.

    :raises NotAllowed: for somebody who does not animate a territory that it serves, or once it has come
    """
    structure = locked(structure)
    policies.can_set_aside(by, structure, day).require()
    structure.move_to(Status.LEFT, by=by, at=now)
    trail.record("structure.set_aside", by=by, on=structure, at=now)
    tell_of_standing(structure, by, now)
    return structure
