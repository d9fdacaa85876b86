"""To whom a message about a request goes today: never to somebody who left, or who is away.

Addresses, without doubles. An empty list is somebody's trouble: the invariants tell the operator.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from boussole.accounts import policies as account_policies
from boussole.accounts.models import Mandate, User
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries.clock import absences_of
from boussole.contact_requests.queries.stand_ins import answers_for
from boussole.contact_requests.schedule import Audience, absence_of
from boussole.core.clock import local_day
from boussole.partners.models import Referent


def addresses_of(audience: Audience, contact_request: ContactRequest, now: datetime) -> list[str]:
    """The addresses of the professionals of this audience, on this day."""
    day = local_day(now, contact_request.filing.timezone)
    if audience == Audience.ANIMATOR:
        return _emails(animators_of(contact_request, day))
    if audience == Audience.EVERY_REFERENT:
        return _merged(_emails(team_of(contact_request, day)), contacts_of(contact_request, day))
    if audience == Audience.DEPUTY and (found := _stand_in(contact_request, day)):
        return found
    return _owner_or_contact(contact_request, day)


def own_addresses_of_team(contact_request: ContactRequest, now: datetime) -> list[str]:
    """People, not the contact of the offer: for when that one does not receive our messages."""
    day = local_day(now, contact_request.filing.timezone)
    lost = {address.lower() for address in contact_request.offer.contact_emails}
    return [email for email in _emails(team_of(contact_request, day)) if email.lower() not in lost]


def _owner_or_contact(contact_request: ContactRequest, day: date) -> list[str]:
    """The owner; failing that the contact of the offer; failing that, whoever is left in the structure."""
    owner = contact_request.owner
    if owner and owner.is_active and not _is_away(contact_request, owner.pk, day):
        return [owner.email]
    return contacts_of(contact_request, day) or _emails(team_of(contact_request, day))


def team_of(contact_request: ContactRequest, day: date) -> list[User]:
    """Who answers for this request in the structure that day: its managers, and the referents of its part."""
    rows = Referent.objects.in_force(day).filter(structure=contact_request.structure_id, user__is_active=True)
    found = [
        referent.user
        for referent in rows.select_related("user").prefetch_related("themes").order_by("pk")
        if answers_for(referent, contact_request)
    ]
    return [user for user in found if not _is_away(contact_request, user.pk, day)]


def contacts_of(contact_request: ContactRequest, day: date) -> list[str]:
    """The contact e-mails of the offer, less those of people who left."""
    addresses = contact_request.offer.contact_emails
    gone = {email.lower() for email in _who_left(addresses, contact_request.structure_id, day)}
    return [address for address in addresses if address.lower() not in gone]


def _who_left(addresses: Iterable[str], structure: int, day: date) -> list[str]:
    """Those whose account is closed, or who no longer answer for this structure."""
    people = User.objects.filter(email__in=[address.lower() for address in addresses])
    left = [user.email for user in people if not user.is_active]
    present = Referent.objects.in_force(day).filter(structure=structure).values("user")
    once = people.filter(referents__structure=structure).exclude(pk__in=present)
    return left + [user.email for user in once]


def animators_of(contact_request: ContactRequest, day: date) -> list[User]:
    """Those of the territory of the filing; outside every territory, those of the zone of the structure."""
    mandates = Mandate.objects.in_force(day).filter(role=Mandate.Role.ANIMATOR, user__is_active=True)
    here = mandates.filter(territory=contact_request.filing.territory_id)
    found = list(here.select_related("user").order_by("pk"))
    if not found:
        zone = account_policies.around(tuple(contact_request.structure.areas))
        nearby = mandates.filter(territory__areas__overlap=zone)
        found = list(nearby.select_related("user").order_by("pk"))
    return [mandate.user for mandate in found]


def _stand_in(contact_request: ContactRequest, day: date) -> list[str]:
    absence = absence_of(contact_request.owner_id, absences_of(contact_request), day)
    if absence is None:
        return []
    deputy = User.objects.active().filter(pk=absence.deputy).first() if absence.deputy else None
    return _merged([deputy.email] if deputy else [], [absence.mailbox] if absence.mailbox else [])


def _is_away(contact_request: ContactRequest, user: int, day: date) -> bool:
    """Away alone: when the whole structure is, somebody must still be told."""
    alone = [each for each in absences_of(contact_request) if each.user is not None]
    return absence_of(user, alone, day) is not None


def _emails(people: Iterable[User]) -> list[str]:
    return _merged([person.email for person in people])


def _merged(*lists: Iterable[str]) -> list[str]:
    """In order, each address once whatever its capitals."""
    found: dict[str, str] = {}
    for address in (each for some in lists for each in some):
        found.setdefault(address.lower(), address)
    return list(found.values())
