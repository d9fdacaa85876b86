"""What is written to those who join the network."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox
from boussole.partners.absences import today_at
from boussole.partners.models import CharterAgreement, Referent, Structure

FOLDER = "partners/messages"


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
    until = charter.tolerated_until if charter.status in CharterAgreement.AT_WORK else None
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
