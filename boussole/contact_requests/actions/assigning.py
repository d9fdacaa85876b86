"""Who takes care of a request: nothing stays without an owner, and the young person knows the name."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests import action_links, emails, policies
from boussole.contact_requests.models import Assignment, ContactRequest
from boussole.core.db import locked, require_transaction

Status = ContactRequest.Status


@transaction.atomic
def assign(contact_request: ContactRequest, *, to: User, by: User, now: datetime) -> ContactRequest:
    """Entrust the request to a colleague; its dates do not move."""
    contact_request = locked(contact_request)
    policies.can_assign(by, contact_request, now).require()
    policies.can_receive(to, contact_request, now).require()
    hand_to(contact_request, to, why=Assignment.Why.BY_COLLEAGUE, by=by, now=now)
    return contact_request


def hand_to(
    contact_request: ContactRequest, to: User | None, *, why: Assignment.Why, by: User | None, now: datetime
) -> None:
    """Change the owner of a locked request, whoever asks: the caller has checked.

    The new owner is written to, and so is the young person when the name they know changes. With nobody
    to receive it (`to` None), it waits for the whole structure, and the animation sees it at once.
    """
    require_transaction()
    before = contact_request.owner
    Assignment.objects.create(
        contact_request=contact_request, from_user=before, to_user=to, why=why, by=by, at=now
    )
    # Those who had it act through it no longer; the new owner is sent a link of their own below.
    action_links.revoke(contact_request, now=now)
    contact_request.owner = to
    if to is not None and contact_request.status == Status.SENT:
        contact_request.move_to(Status.TAKEN_UP, by=by, at=now)
    else:
        contact_request.save(update_fields=["owner"])
    trail.record(
        "contact_request.assigned",
        by=by or trail.SYSTEM,
        on=contact_request,
        at=now,
        why=str(why),
        to=to.pk if to else None,
    )
    if to is not None:
        if to != by:
            emails.tell_entrusted(contact_request, now=now)
        if before is None:
            emails.tell_taken_up(contact_request, now=now)
        elif before != to:
            emails.tell_owner_changed(contact_request, now=now)
