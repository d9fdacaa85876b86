"""What is written about absences, to professionals only. Nothing about young people."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox
from boussole.partners.absences import today_at
from boussole.partners.models import Absence, Referent

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
