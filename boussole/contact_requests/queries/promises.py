"""How promises are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from boussole.contact_requests import promise
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.models.contact_request import ContactRequestQuerySet

Outcome = ContactRequest.Outcome
PROMISE_WINDOW = ContactRequestQuerySet.LATELY - timedelta(days=promise.MAX_DAYS)


@dataclass(frozen=True, slots=True)
class Promises:
    """How many requests are open, late, and what became of the promises that came to term lately."""

    open: int = 0
    late: int = 0
    kept: int = 0
    broken: int = 0

    @property
    def due(self) -> int:
        return self.kept + self.broken

    @property
    def rate(self) -> int | None:
        """The share kept, in percent; None when no promise came to term."""
        return round(100 * self.kept / self.due) if self.due else None


def promises(rows: ContactRequestQuerySet, now: datetime) -> Promises:
    """The figures of these rows together. One query."""
    return Promises(**_that_count(rows, now).aggregate(**_promise_counts(now)))


def promises_by_offer(rows: ContactRequestQuerySet, now: datetime) -> dict[int, Promises]:
    """The figures of each offer. One query, whatever their number."""
    return _promises_by("offer", rows, now)


def promises_by_structure(rows: ContactRequestQuerySet, now: datetime) -> dict[int, Promises]:
    """The figures of each structure. One query, whatever their number."""
    return _promises_by("structure", rows, now)


def _promises_by(column: str, rows: ContactRequestQuerySet, now: datetime) -> dict[int, Promises]:
    counts = _that_count(rows, now).values(column).annotate(**_promise_counts(now))
    return {row.pop(column): Promises(**row) for row in counts}


def _that_count(rows: ContactRequestQuerySet, now: datetime) -> ContactRequestQuerySet:
    """Open, or filed lately enough to have come to term in the window: the rest is left unread."""
    return (rows.open() | rows.filed_lately(now)).order_by()


def _promise_counts(now: datetime) -> dict[str, Count]:
    """What counts: an attempt in time keeps, none or too late breaks.

    What was ended in time without an attempt (withdrawn by the young person) owed nothing any more, and
    what was unwanted was nobody's request: neither counts.
    """
    is_open = Q(status__in=ContactRequest.OPEN)
    no_attempt = Q(first_attempt_at__isnull=True)
    lately = Q(due_at__gte=now - PROMISE_WINDOW, due_at__lt=now) & ~Q(outcome=Outcome.UNWANTED)
    ended_in_time = Q(closed_at__lte=F("due_at"))
    missed = Q(first_attempt_at__gt=F("due_at")) | (no_attempt & (is_open | ~ended_in_time))
    return {
        "open": Count("pk", filter=is_open),
        "late": Count("pk", filter=is_open & no_attempt & Q(due_at__lt=now)),
        "kept": Count("pk", filter=lately & Q(first_attempt_at__lte=F("due_at"))),
        "broken": Count("pk", filter=lately & missed),
    }
