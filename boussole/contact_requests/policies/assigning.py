"""Who may say who takes care of a request."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.policies.requests import can_read
from boussole.core.clock import local_day
from boussole.core.typography import day_in_words
from boussole.core.verdicts import YES, Verdict, no
from boussole.partners.models import Absence, Referent


def can_assign(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    """Entrust an open request to a colleague: whoever may answer it."""
    if not contact_request.is_open:
        return no("Cette demande est terminée : elle n’attend plus personne.")
    return can_read(user, contact_request, now)


def can_receive(user: User, contact_request: ContactRequest, now: datetime) -> Verdict:
    """Be entrusted with a request: an active person of the structure that answers, whatever their themes."""
    day = local_day(now, contact_request.filing.timezone)
    in_force = Referent.objects.in_force(day).filter(structure=contact_request.structure_id, user=user)
    if not user.is_active or not in_force.exists():
        return no("Cette personne n’est pas référente de la structure : choisissez quelqu’un d’autre.")
    if contact_request.owner_id == user.pk:
        return no("Cette personne suit déjà la demande.")
    absences = Absence.objects.in_force(day).filter(structure=contact_request.structure_id, user=user)
    if away := absences.exclude(rule=Absence.Rule.LONGER_DELAY).first():
        return no(
            f"{user.first_name} est en absence jusqu’au {day_in_words(away.ends_on)} : "
            "choisissez quelqu’un d’autre."
        )
    return YES
