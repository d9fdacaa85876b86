"""The animation moves what nobody answers: another referent, or itself. Another structure is a redirection."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests import emails, policies
from boussole.contact_requests.actions.assigning import hand_to
from boussole.contact_requests.models import Assignment, ContactRequest, CoordinatesLook
from boussole.core.db import locked


@transaction.atomic
def reassign(contact_request: ContactRequest, *, to: User, by: User, now: datetime) -> ContactRequest:
    """Give the request to another person of the structure, three days after its date at the earliest."""
    contact_request = locked(contact_request)
    policies.can_unblock(by, contact_request, now).require()
    policies.can_receive(to, contact_request, now).require()
    hand_to(contact_request, to, why=Assignment.Why.BY_ANIMATOR, by=by, now=now)
    emails.tell_unblocked(contact_request, by=by, now=now)
    return contact_request


@transaction.atomic
def answer_personally(contact_request: ContactRequest, *, by: User, now: datetime) -> ContactRequest:
    """The animator becomes the owner, and answers from the extranet like anybody who owns a request."""
    contact_request = locked(contact_request)
    policies.can_unblock(by, contact_request, now).require()
    policies.can_take_over(by, contact_request).require()
    hand_to(contact_request, by, why=Assignment.Why.BY_ANIMATOR, by=by, now=now)
    emails.tell_unblocked(contact_request, by=by, now=now)
    return contact_request


@transaction.atomic
def open_coordinates(
    contact_request: ContactRequest, *, reason: str, by: User, now: datetime
) -> CoordinatesLook:
    """Open how to reach the young person, for a reason that the manager and the person will read (T33)."""
    contact_request = locked(contact_request)
    policies.can_open_coordinates(by, contact_request, now).require()
    policies.gives_a_reason(reason).require()
    look = CoordinatesLook.objects.create(
        contact_request=contact_request, by=by, reason=reason.strip(), at=now
    )
    trail.record("contact_request.coordinates_opened", by=by, on=contact_request, at=now)
    return look
