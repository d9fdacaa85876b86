"""What is written about absences and about joining, to professionals only. Nothing about young people."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox
from boussole.partners.absences import today_at
from boussole.partners.models import Absence, CharterAgreement, Referent, Structure

FOLDER = "partners/messages"


def tell_named(absence: Absence, *, by: User, now: datetime) -> None:
    """To the deputy, and to whoever is said to be away, unless they wrote it themselves."""
    if absence.deputy is not None and absence.deputy.pk != by.pk:
        _send("named_deputy", absence.deputy, absence, now=now)
    if absence.user is not None and absence.user.pk != by.pk:
        _send("declared_absent", absence.user, absence, now=now)


def tell_called_off(absence: Absence, *, by: User, now: datetime) -> None:
    """To the same people: they are no longer expected, or no longer away."""
    for person in (absence.deputy, absence.user):
        if person is not None and person.pk != by.pk:
            _send("called_off", person, absence, now=now)


def tell_deputy_gone(absence: Absence, *, now: datetime) -> None:
    """To the managers and to the absent person: whoever stood in can no longer, and nobody does."""
    day = today_at(absence.structure, now)
    managers = Referent.objects.in_force(day).managing(absence.structure_id)
    people = {row.user_id: row.user for row in managers}
    if absence.user is not None and absence.user.is_active:
        people[absence.user.pk] = absence.user
    for person in people.values():
        _send("deputy_gone", person, absence, now=now)


def tell_responsible(referent: Referent, *, by: User, now: datetime) -> None:
    """To somebody who has an account already: one more structure is theirs."""
    context: dict[str, object] = {
        "first_name": referent.user.first_name,
        "structure": referent.structure.name,
        "by": by.full_name,
        "link": absolute("extranet:offers"),
    }
    template = f"{FOLDER}/made_responsible"
    outbox.send(template=template, to=referent.user.email, context=context, about=referent, now=now)


def tell_welcomed(structure: Structure, charter: CharterAgreement, *, now: datetime) -> None:
    """To whoever is responsible for it: what is published is shown, and until when without a signature."""
    day = today_at(structure, now)
    until = charter.tolerated_until if charter.status == CharterAgreement.Status.SIGNING else None
    for row in Referent.objects.in_force(day).managing(structure.pk):
        context: dict[str, object] = {
            "first_name": row.user.first_name,
            "structure": structure.name,
            "until": day_in_words(until, year=True) if until else "",
            "link": absolute("extranet:offers"),
        }
        outbox.send(
            template=f"{FOLDER}/welcomed", to=row.user.email, context=context, about=structure, now=now
        )


def _send(name: str, to: User, absence: Absence, *, now: datetime) -> None:
    one_day = absence.starts_on == absence.ends_on
    first = day_in_words(absence.starts_on)
    context: dict[str, object] = {
        "first_name": to.first_name,
        "absent": absence.user.full_name if absence.user else "",
        "is_mine": absence.user_id == to.pk,
        "structure": absence.structure.name,
        "deputy": absence.deputy.full_name if absence.deputy else "",
        "days": f"le {first}" if one_day else f"du {first} au {day_in_words(absence.ends_on)}",
        "link": absolute("extranet:absences"),
    }
    outbox.send(template=f"{FOLDER}/{name}", to=to.email, context=context, about=absence, now=now)
