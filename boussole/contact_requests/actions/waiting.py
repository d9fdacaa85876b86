"""The sweep of redirections: two days to agree, two days to answer, then somebody decides.

Each redirection has its own transaction and its own locks; the ledger of reminders makes a second sweep,
or two sweeps at once, harmless.
"""

from __future__ import annotations

import logging
from datetime import datetime, timedelta

from django.db import transaction

from boussole.audit import trail
from boussole.contact_requests import emails
from boussole.contact_requests.actions.redirecting import held
from boussole.contact_requests.handing_over import HandoverKind, HandoverStep, Waiting, due_step
from boussole.contact_requests.models import Redirection, Reminder

Status = Redirection.Status
SHORTEST_WAIT = timedelta(hours=12)  # nothing is told sooner, whatever the clock of the place
logger = logging.getLogger(__name__)


def sweep_redirections(*, now: datetime) -> int:
    """Tell what is due about every redirection under way; return how many steps were made."""
    waiting = Redirection.objects.filter(
        status__in=[Status.WAITING_AGREEMENT, Status.PROPOSED], at__lte=now - SHORTEST_WAIT
    )
    count = 0
    for redirection in waiting.select_related("contact_request__filing").order_by("pk"):
        try:
            count += _follow(redirection, now=now)
        except Exception:
            # One that cannot be told must not silence the others; the next sweep tries again.
            logger.exception("Redirection %s could not be followed", redirection.pk)
    return count


@transaction.atomic
def _follow(redirection: Redirection, *, now: datetime) -> bool:
    redirection = held(redirection)
    step = _due(redirection, now)
    if step is None:
        return False
    messages = _act(redirection, step, now=now)
    Reminder.objects.create(
        contact_request=redirection.contact_request, kind=step.kind, day=step.day, at=now, messages=messages
    )
    return True


def _due(redirection: Redirection, now: datetime) -> HandoverStep | None:
    """What must be told now of a locked redirection; nothing once somebody has answered."""
    if redirection.status not in (Status.WAITING_AGREEMENT, Status.PROPOSED):
        return None
    source = redirection.contact_request
    waiting = Waiting(redirection.at, redirection.proposed_at, source.filing.timezone)
    done = source.reminders.filter(kind__in=list(HandoverKind)).values_list("kind", "day")
    return due_step(waiting, set(done), now)


def _act(redirection: Redirection, step: HandoverStep, *, now: datetime) -> int:
    match step.kind:
        case HandoverKind.AGREEMENT_LAPSED:
            return _lapse(redirection, now=now)
        case HandoverKind.REDIRECTION_REMINDED:
            return emails.remind_receiver(redirection, now=now)
        case HandoverKind.REDIRECTION_UNANSWERED:
            told = emails.tell_sender(redirection, "redirection_unanswered", now=now)
            return told + emails.tell_receiver_is_late(redirection, now=now)


def _lapse(redirection: Redirection, *, now: datetime) -> int:
    """The young person did not answer: the sender decides, after a call."""
    redirection.move_to(Status.LAPSED, at=now)
    trail.record(
        "contact_request.redirection_lapsed",
        by=trail.SYSTEM,
        on=redirection.contact_request,
        at=now,
        redirection=redirection.pk,
    )
    return emails.tell_sender(redirection, "redirection_lapsed", now=now)
