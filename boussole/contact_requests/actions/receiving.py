"""The receiver answers: accept, and a new promise begins; or decline, and the request stays where it was."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests import emails, policies
from boussole.contact_requests.actions.ending import end
from boussole.contact_requests.actions.redirecting import held
from boussole.contact_requests.holding import hold_structures_of
from boussole.contact_requests.load import hold, watch_capacity
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.contact_requests.queries.redirecting import opened_by
from boussole.core.db import locked
from boussole.core.verdicts import NotAllowed

Status, Outcome = Redirection.Status, ContactRequest.Outcome


@transaction.atomic
def accept(redirection: Redirection, *, by: User, now: datetime) -> Redirection:
    """Take the request over: a new promise, what was agreed to, and nothing else."""
    if redirection.to_offer_id is not None:
        hold_structures_of([redirection.to_offer_id])
    # Then the filing: the young person may be asking this very offer at the same instant.
    locked(redirection.contact_request.filing)
    redirection = held(redirection)
    policies.can_accept(by, redirection, now).require()
    source = redirection.contact_request
    successor = opened_by(redirection, now)
    successor.owner = by
    successor.save(force_insert=True)
    successor.move_to(ContactRequest.Status.TAKEN_UP, by=by, at=now)
    redirection.successor, redirection.answered_by = successor, by
    redirection.move_to(Status.ACCEPTED, at=now)
    hold([source.offer, successor.offer])
    # By nobody: for the sender, it is the redirection that ends the request.
    end(source, Outcome.REDIRECTED, by=None, now=now)
    watch_capacity(successor.offer)
    trail.record(
        "contact_request.redirection_accepted",
        by=by,
        on=source,
        at=now,
        redirection=redirection.pk,
        successor=successor.pk,
    )
    emails.tell_passed_on(successor, now=now)
    emails.tell_sender(redirection, "redirection_taken_over", now=now)
    emails.send_recap(successor, now=now)
    return redirection


@transaction.atomic
def decline(redirection: Redirection, *, reason: str, note: str = "", by: User, now: datetime) -> Redirection:
    """Say no, and why: the sender is told at once, its clock has not stopped. The young person is not worried."""
    redirection = held(redirection)
    policies.can_decline(by, redirection, now).require()
    if reason not in Redirection.Decline.values:
        raise NotAllowed("Choisissez une des raisons proposées.")
    redirection.decline_reason, redirection.decline_note = reason, note.strip()
    redirection.answered_by = by
    redirection.move_to(Status.DECLINED, at=now)
    trail.record(
        "contact_request.redirection_declined",
        by=by,
        on=redirection.contact_request,
        at=now,
        redirection=redirection.pk,
        reason=reason,
    )
    emails.tell_sender(redirection, "redirection_declined", now=now)
    return redirection


def record_reading(redirection: Redirection, *, by: User, now: datetime) -> None:
    """Trace that somebody of the receiver read what was proposed (product.md 5.7)."""
    source = redirection.contact_request
    trail.record("contact_request.redirection_read", by=by, on=source, at=now, redirection=redirection.pk)
