"""What professionals do with a request: take it up, log what they tried, close it, take it up again."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests import emails, policies
from boussole.contact_requests.actions.ending import end
from boussole.contact_requests.load import watch_capacity
from boussole.contact_requests.models import ContactRequest, FollowUp
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.core.verdicts import NotAllowed

Status = ContactRequest.Status
Outcome = ContactRequest.Outcome


class AlreadyTold(MoveRefused):
    """Something was logged since the page was opened: a double press, or a colleague who was quicker."""


@transaction.atomic
def take_up(contact_request: ContactRequest, *, by: User, now: datetime) -> ContactRequest:
    """Become the named owner of the request; the young person is told."""
    contact_request = locked(contact_request)
    policies.can_take_up(by, contact_request, now).require()
    contact_request.owner = by
    contact_request.move_to(Status.TAKEN_UP, by=by, at=now)
    late = contact_request.due_at < now
    trail.record("contact_request.taken_up", by=by, on=contact_request, at=now, late=late)
    emails.tell_taken_up(contact_request, now=now)
    return contact_request


@transaction.atomic
def log_attempt(
    contact_request: ContactRequest,
    *,
    kind: str,
    result: str,
    by: User,
    now: datetime,
    text: str = "",
    next_step: str = "",
    visibility: str = FollowUp.Visibility.SHARED,
    known: int | None = None,
) -> ContactRequest:
    """Log a call, a message or a meeting. The first one keeps the promise, if it is in time.

    `known` is how many lines of the log its author had before their eyes.

    :raises ValueError: for a note, which is not an attempt
    :raises AlreadyTold: when there are more
    """
    if kind == FollowUp.Kind.NOTE:
        raise ValueError("A note is not an attempt.")
    contact_request = locked(contact_request)
    policies.can_log(by, contact_request, now).require()
    line = {"kind": kind, "result": result, "visibility": visibility, "text": text, "next_step": next_step}
    _write_down(contact_request, line, known=known, by=by, now=now)
    first = contact_request.first_attempt_at is None
    reached = result == FollowUp.Result.REACHED
    _follow_attempt(contact_request, reached=reached, by=by, now=now)
    trail.record(
        "contact_request.attempt_logged", by=by, on=contact_request, at=now, reached=reached, first=first
    )
    # Somebody who has just been written to needs no second message saying that nobody answered.
    if not reached and kind != FollowUp.Kind.MESSAGE:
        emails.tell_missed_attempt(contact_request, now=now)
    return contact_request


def _write_down(
    contact_request: ContactRequest, line: dict[str, str], *, known: int | None, by: User, now: datetime
) -> None:
    """Add a line to the log of a locked request, unless somebody has added one since the page was opened."""
    if known is not None and contact_request.follow_ups.count() != known:
        raise AlreadyTold(
            "Une suite vient d’être notée sur cette demande : relisez l’historique avant d’ajouter la vôtre."
        )
    FollowUp.objects.create(contact_request=contact_request, by=by, at=now, **line)


def _follow_attempt(contact_request: ContactRequest, *, reached: bool, by: User, now: datetime) -> None:
    """Who tries takes it up; who reaches has established the contact. The first attempt is the one that counts."""
    contact_request.first_attempt_at = contact_request.first_attempt_at or now
    if contact_request.status == Status.SENT:
        contact_request.owner = by
        contact_request.move_to(Status.TAKEN_UP, by=by, at=now)
    if reached and contact_request.status == Status.TAKEN_UP:
        contact_request.move_to(Status.CONTACTED, by=by, at=now)
    contact_request.save(update_fields=["first_attempt_at"])


@transaction.atomic
def add_note(
    contact_request: ContactRequest,
    *,
    text: str,
    visibility: str,
    by: User,
    now: datetime,
    known: int | None = None,
) -> ContactRequest:
    """Write a note, shared or private. It is not an attempt, and the young person is told nothing.

    :raises AlreadyTold: when the log has more than the `known` lines that its author had before their eyes
    """
    contact_request = locked(contact_request)
    policies.can_note(by, contact_request, now).require()
    line = {"kind": FollowUp.Kind.NOTE, "visibility": visibility, "text": text}
    _write_down(contact_request, line, known=known, by=by, now=now)
    trail.record("contact_request.noted", by=by, on=contact_request, at=now, visibility=visibility)
    return contact_request


@transaction.atomic
def close(
    contact_request: ContactRequest, *, outcome: str, by: User, now: datetime, note: str = ""
) -> ContactRequest:
    """End the request with its outcome; the young person is told, unless it was unwanted."""
    contact_request = locked(contact_request)
    policies.can_close_as(by, contact_request, outcome, now).require()
    end(contact_request, Outcome(outcome), by=by, now=now, note=note)
    trail.record("contact_request.closed", by=by, on=contact_request, at=now, outcome=outcome)
    if outcome != Outcome.UNWANTED:
        emails.tell_closed(contact_request, now=now)
    return contact_request


@transaction.atomic
def reopen(contact_request: ContactRequest, *, reason: str, by: User, now: datetime) -> ContactRequest:
    """Take an ended request up again, within 30 days, with a reason. The promise does not restart."""
    contact_request = locked(contact_request)
    policies.can_reopen(by, contact_request, now).require()
    if not reason.strip():
        raise NotAllowed("Indiquez pourquoi vous rouvrez cette demande.")
    contact_request.outcome, contact_request.closed_at, contact_request.owner = "", None, by
    contact_request.move_to(Status.TAKEN_UP, by=by, at=now, note=reason)
    trail.record("contact_request.reopened", by=by, on=contact_request, at=now)
    watch_capacity(contact_request.offer)
    return contact_request
