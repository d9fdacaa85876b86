"""What is written about mistakes of the directory: to those who can mend it, then to whoever saw it."""

from __future__ import annotations

from datetime import date, datetime

from boussole.accounts.models import User
from boussole.core.links import absolute
from boussole.mail import outbox
from boussole.partners.models import DirectoryError, Referent
from boussole.partners.recipients import animators_of

FOLDER = "partners/messages"


def tell_error_reported(error: DirectoryError, *, day: date, now: datetime) -> None:
    """To whoever is responsible for the structure, and to its animation: each once, where each works."""
    managers = [row.user for row in Referent.objects.in_force(day).managing(error.structure_id)]
    extranet = absolute("extranet:directory_error", error.public_id)
    network = absolute("animators:directory_error", error.public_id)
    told = {user.pk: (user, extranet) for user in managers}
    for user in animators_of(error.structure, day):
        told.setdefault(user.pk, (user, network))
    for user, link in told.values():
        context: dict[str, object] = {
            "first_name": user.first_name,
            "structure": error.structure.name,
            "reporter": error.reported_by.full_name if error.reported_by else "Un partenaire",
            "text": error.text,
            "link": link,
        }
        outbox.send(
            template=f"{FOLDER}/directory_error", to=user.email, context=context, about=error, now=now
        )


def tell_error_settled(error: DirectoryError, *, now: datetime) -> None:
    """To whoever reported it, while their account is open."""
    reporter = error.reported_by
    if reporter is None or not reporter.is_active:
        return
    context: dict[str, object] = {
        "first_name": reporter.first_name,
        "structure": error.structure.name,
        "settler": error.settled_by.full_name if error.settled_by else "La structure",
        "answer": error.answer,
        "link": _card_for(reporter, error, now.date()),
    }
    template = f"{FOLDER}/directory_error_settled"
    outbox.send(template=template, to=reporter.email, context=context, about=error, now=now)


def _card_for(reader: User, error: DirectoryError, day: date) -> str:
    """On the site where this person works."""
    works_in_a_structure = Referent.objects.in_force(day).filter(user=reader).exists()
    site = "extranet" if works_in_a_structure else "animators"
    return absolute(f"{site}:directory_structure", error.structure.public_id)
