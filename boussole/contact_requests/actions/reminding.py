"""The sweep of the clock: tell what is due, once (decision 0016).

Each request has its own transaction and its own lock: a sweep that is killed resumes with the next one,
two sweeps at once tell nothing twice, and one request that cannot be told does not silence the others.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q, QuerySet

from boussole.audit import trail
from boussole.contact_requests import emails
from boussole.contact_requests.actions.ending import end
from boussole.contact_requests.models import ContactRequest, FollowUp, Opinion, Reminder
from boussole.contact_requests.queries.alternatives import other_offers_for
from boussole.contact_requests.queries.clock import steps_due, with_clocks
from boussole.contact_requests.recipients import addresses_of
from boussole.contact_requests.schedule import (
    DAYS_BEFORE_OPINION,
    OPINION_IS_STALE_AFTER,
    OPINIONS,
    OUTCOMES_WITH_OPINION,
    Audience,
    Kind,
    Step,
)
from boussole.core.db import require_transaction

BATCH = 500
ONE_DAY = timedelta(days=1)

logger = logging.getLogger(__name__)


@dataclass(slots=True)
class Counts:
    """What one sweep did: steps told, by kind, and requests that could not be."""

    told: Counter[Kind] = field(default_factory=Counter)
    failed: int = 0

    def __str__(self) -> str:
        told = ", ".join(f"{count} {kind}" for kind, count in sorted(self.told.items())) or "nothing"
        return f"told: {told}; failed: {self.failed}"


def remind_due(*, now: datetime) -> Counts:
    """One sweep of the promises that nobody has answered yet."""
    return _sweep(ContactRequest.objects.awaiting_answer().filter(filing__is_quarantined=False), now)


def ask_opinions(*, now: datetime) -> Counts:
    """One sweep of what may be asked to young people: a week after the first contact, or at the end."""
    oldest = now - OPINION_IS_STALE_AFTER - ONE_DAY
    reached = FollowUp.objects.filter(
        contact_request=OuterRef("pk"),
        result=FollowUp.Result.REACHED,
        at__gte=oldest - timedelta(days=DAYS_BEFORE_OPINION),
        at__lte=now - timedelta(days=DAYS_BEFORE_OPINION - 1),
    )
    ended = Q(closed_at__gte=oldest, outcome__in=OUTCOMES_WITH_OPINION)
    is_asked = Reminder.objects.filter(contact_request=OuterRef("pk"), kind__in=OPINIONS)
    is_given = Opinion.objects.filter(contact_request=OuterRef("pk"))
    found = ContactRequest.objects.filter(Exists(reached) | ended, filing__anonymised_at__isnull=True)
    return _sweep(found.filter(~Exists(is_asked), ~Exists(is_given)), now)


def _sweep(candidates: QuerySet[ContactRequest], now: datetime) -> Counts:
    counts = Counts()
    for row in _with_something_due(candidates, now):
        try:
            counts.told.update(step.kind for step in _tell_due(row.pk, now=now))
        except Exception:  # one request that cannot be told must not silence the others
            logger.exception("Contact request %s could not be reminded.", row.pk)
            counts.failed += 1
    return counts


def _with_something_due(candidates: QuerySet[ContactRequest], now: datetime) -> Iterator[ContactRequest]:
    """Those that the schedule calls, read in batches without a lock: most have nothing due."""
    rows = candidates.defer("situation", "reasons").order_by("pk")
    last = 0
    while batch := list(rows.filter(pk__gt=last)[:BATCH]):
        yield from (row for row in with_clocks(batch) if steps_due(row, now))
        last = batch[-1].pk


@transaction.atomic
def _tell_due(pk: int, *, now: datetime) -> list[Step]:
    """Compute again on the locked row, then tell. A row that somebody holds waits for the next sweep."""
    found = ContactRequest.objects.select_for_update(skip_locked=True, of=("self",)).filter(pk=pk)
    row = found.select_related("filing__territory", "offer__theme", "structure", "owner").first()
    if row is None:
        return []
    return [step for step in steps_due(row, now) if _tell(row, step, now=now)]


def _tell(contact_request: ContactRequest, step: Step, *, now: datetime) -> bool:
    """Enter the step in the ledger, then write its messages: both commit, or neither."""
    return tell_once(
        contact_request,
        step.kind,
        day=step.day,
        now=now,
        write=lambda: WRITERS.get(step.kind, _remind)(contact_request, step, now),
    )


def tell_once(
    contact_request: ContactRequest, kind: str, *, day: date, now: datetime, write: Callable[[], int]
) -> bool:
    """Write the messages of one kind unless the ledger holds it already; whether they were written."""
    require_transaction()
    try:
        with transaction.atomic():
            line = Reminder.objects.create(contact_request=contact_request, kind=kind, day=day, at=now)
    except IntegrityError:
        return False
    line.messages = write()
    line.save(update_fields=["messages"])
    trail.record(
        "contact_request.reminded",
        by=trail.SYSTEM,
        on=contact_request,
        at=now,
        kind=str(kind),
        messages=line.messages,
    )
    return True


# --- What each kind writes ------------------------------------------------------------------------
def _remind(contact_request: ContactRequest, step: Step, now: datetime) -> int:
    addresses = addresses_of(step.to, contact_request, now)
    write = emails.warn_animators if step.to == Audience.ANIMATOR else emails.remind
    return write(contact_request, step.kind.lower(), addresses, now=now)


def _apologise(contact_request: ContactRequest, step: Step, now: datetime) -> int:
    others = len(other_offers_for(contact_request, now))
    return emails.apologise(contact_request, others=others, now=now)


def _end_unanswered(contact_request: ContactRequest, step: Step, now: datetime) -> int:
    outcome = ContactRequest.Outcome.UNANSWERED
    end(contact_request, outcome, by=None, now=now)
    trail.record("contact_request.closed", by=trail.SYSTEM, on=contact_request, at=now, outcome=str(outcome))
    team = addresses_of(Audience.EVERY_REFERENT, contact_request, now)
    told = emails.remind(contact_request, "unanswered_team", team, now=now)
    return told + emails.tell_unanswered(contact_request, now=now)


def _ask_opinion(contact_request: ContactRequest, step: Step, now: datetime) -> int:
    return emails.ask_opinion(contact_request, now=now)


WRITERS: dict[Kind, Callable[[ContactRequest, Step, datetime], int]] = {
    Kind.APOLOGY: _apologise,
    Kind.UNANSWERED: _end_unanswered,
    Kind.OPINION_AFTER_CONTACT: _ask_opinion,
    Kind.OPINION_AT_END: _ask_opinion,
}
