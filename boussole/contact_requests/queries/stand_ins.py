"""Who else must hear of a new request, because somebody is away (product.md 5.3)."""

from __future__ import annotations

from datetime import date, datetime

from boussole.contact_requests.models import ContactRequest
from boussole.core.clock import local_day
from boussole.partners.absences import covering
from boussole.partners.models import Absence, Referent


def stand_in_addresses(contact_request: ContactRequest, now: datetime) -> list[str]:
    """The deputies and shared mailboxes of those who would have answered this request today."""
    day = local_day(now, contact_request.filing.timezone)
    found = [_address(absence) for absence in absences_felt(contact_request, day)]
    return list(dict.fromkeys(address for address in found if address))


def absences_felt(contact_request: ContactRequest, day: date) -> list[Absence]:
    """The absences of that day of those who would have answered: its owner; else whoever follows its offer;
    else everybody it is for. That of the whole structure always counts.
    """
    absences = covering([contact_request.structure_id], day).get(contact_request.structure_id, [])
    if not absences:
        return []
    awaited = _awaited(contact_request, day)
    return [each for each in absences if each.is_of_everybody or each.user_id in awaited]


def answers_for(referent: Referent, contact_request: ContactRequest) -> bool:
    """Whether the door `visible_to` opens this request to them: nobody is sent a link that would not open."""
    return referent.answers_for(theme=contact_request.offer.theme_id, commune=contact_request.filing.commune)


def _awaited(contact_request: ContactRequest, day: date) -> set[int]:
    if contact_request.owner_id is not None:
        return {contact_request.owner_id}
    if contact_request.offer.followed_by_id is not None:
        return {contact_request.offer.followed_by_id}
    team = Referent.objects.in_force(day).filter(structure=contact_request.structure_id)
    return {each.user_id for each in team.prefetch_related("themes") if answers_for(each, contact_request)}


def _address(absence: Absence) -> str:
    if absence.deputy is not None:
        return absence.deputy.email if absence.deputy.is_active else ""
    return absence.mailbox
