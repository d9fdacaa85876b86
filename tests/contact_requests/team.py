"""What tests about absences and departures do with the people of a structure."""

from __future__ import annotations

from datetime import date, timedelta

from django.utils.text import slugify

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest
from boussole.mail.models import OutgoingMessage
from boussole.partners import actions as partners
from boussole.partners.actions import Plan
from boussole.partners.models import Absence, Structure
from tests.factories import NOW
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory

TODAY = date(2026, 11, 23)
WEEK = timedelta(days=7)
Rule = Absence.Rule


def somebody(structure: Structure, first_name: str, **fields: object) -> User:
    email = f"{slugify(first_name)}@example.org"
    return ReferentFactory(structure=structure, user__first_name=first_name, user__email=email, **fields).user


def plan(structure, user, *, starts_on=TODAY, ends_on=TODAY + WEEK, rule=Rule.DEPUTY, **fields) -> Plan:
    return Plan(structure, user, starts_on, ends_on, rule, **fields)


def declared(structure, user, *, by=None, now=NOW, **fields) -> Absence:
    return partners.declare_absence(plan(structure, user, **fields), by=by or user, now=now)


def followed_by(user, structure, **fields) -> ContactRequest:
    """A request of this structure that this person has taken up."""
    offer = fields.pop("offer", None) or OfferFactory(structure=structure)
    return actions.take_up(ContactRequestFactory(offer=offer, **fields), by=user, now=NOW)


def messages_to(address: str) -> list[str]:
    found = OutgoingMessage.objects.filter(to_address=address).order_by("created_at", "template")
    return [message.template.rpartition("/")[2] for message in found]


def why_of(request: ContactRequest) -> list[str]:
    return list(request.assignments.values_list("why", flat=True))
