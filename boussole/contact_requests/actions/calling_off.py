"""A redirection that has lost its object: the request ended, or the sender keeps it."""

from __future__ import annotations

from datetime import datetime

from boussole.contact_requests import emails
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.core.db import locked, require_transaction

Status = Redirection.Status


def call_off(redirection: Redirection, *, now: datetime) -> None:
    """Cancel a locked redirection; the receiver, if it was asked, has nothing to answer any more."""
    was_proposed = redirection.status == Status.PROPOSED
    redirection.move_to(Status.CANCELLED, at=now)
    if was_proposed:
        emails.tell_called_off(redirection, now=now)


def call_off_what_is_under_way(contact_request: ContactRequest, *, now: datetime) -> None:
    """The request, locked, ends by itself: withdrawn, closed, left unanswered, erased."""
    require_transaction()
    for found in contact_request.redirections.under_way():
        redirection = locked(found)
        redirection.contact_request = contact_request
        call_off(redirection, now=now)
