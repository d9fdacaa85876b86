"""How promises are kept."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q

from boussole.contact_requests import promise
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.models.querysets import ContactRequestQuerySet

Outcome = ContactRequest.Outcome
PROMISE_WINDOW = ContactRequestQuerySet.LATELY - timedelta(days=promise.MAX_DAYS)


@dataclass(frozen=True, slots=True)
class CameToTerm:
    """What became of promises whose date has passed."""

    kept: int = 0
    broken: int = 0

    @property
    def due(self) -> int:
        return self.kept + self.broken

    @property
    def rate(self) -> int | None:
        """The share kept, in percent; None when no promise came to term."""
        return round(100 * self.kept / self.due) if self.due else None


@dataclass(frozen=True, slots=True)
class Promises(CameToTerm):
    """How many requests are open, late, and what became of the promises that came to term lately."""

    open: int = 0
    late: int = 0


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


def came_to_term(now: datetime) -> Q:
    """A filter on requests: their date has passed, and somebody really asked. What was unwanted never counts."""
    return Q(due_at__lt=now) & ~Q(outcome=Outcome.UNWANTED)


def kept() -> Q:
    """A filter on requests that came to term: an attempt in time keeps the promise."""
    return Q(first_attempt_at__lte=F("due_at"))


def missed() -> Q:
    """A filter on requests that came to term: no attempt breaks the promise, one too late does too.

    What was ended in time without an attempt (withdrawn by the young person) owed nothing any more.
    """
    ended_in_time = Q(closed_at__lte=F("due_at"))
    no_attempt = Q(first_attempt_at__isnull=True)
    return Q(first_attempt_at__gt=F("due_at")) | (
        no_attempt & (Q(status__in=ContactRequest.OPEN) | ~ended_in_time)
    )


def _promise_counts(now: datetime) -> dict[str, Count]:
    is_open = Q(status__in=ContactRequest.OPEN)
    lately = Q(due_at__gte=now - PROMISE_WINDOW) & came_to_term(now)
    return {
        "open": Count("pk", filter=is_open),
        "late": Count("pk", filter=is_open & Q(first_attempt_at__isnull=True, due_at__lt=now)),
        "kept": Count("pk", filter=lately & kept()),
        "broken": Count("pk", filter=lately & missed()),
    }
