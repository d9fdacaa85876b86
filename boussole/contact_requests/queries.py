"""What pages ask about requests: what waits for somebody, who comes next, how promises are kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, F, Max, OuterRef, Q, QuerySet

from boussole.accounts.models import Mandate, User
from boussole.accounts.policies import is_national, mandates_of
from boussole.contact_requests import promise
from boussole.contact_requests.models import ContactRequest, Filing, FollowUp
from boussole.contact_requests.models.contact_request import ContactRequestQuerySet
from boussole.mail.models import OutgoingMessage
from boussole.mail.queries import LATE_AFTER
from boussole.partners.models import Structure
from boussole.territories.models import Territory

Status, Outcome = ContactRequest.Status, ContactRequest.Outcome

LINES = 50  # beyond, one works from the list
LAST_OUTCOMES = 5
PROMISE_WINDOW = ContactRequestQuerySet.LATELY - timedelta(days=promise.MAX_DAYS)
LARGE_FIELDS = ("situation", "reasons", "filing__message", "filing__shared_questions")


# --- One person's desk ------------------------------------------------------------------------------
@dataclass(frozen=True)
class Agenda:
    """What a professional finds on arriving: what waits, by due date, then what is under way."""

    waiting: dict[promise.Bucket, list[ContactRequest]]
    taken_up: list[ContactRequest]
    outcomes: list[ContactRequest]
    with_colleagues: int
    last_answer_at: datetime | None
    is_cut: bool = False

    @property
    def count(self) -> int:
        return sum(len(rows) for rows in self.waiting.values())

    @property
    def shown(self) -> list[ContactRequest]:
        """Every request that the page names."""
        return [row for rows in self.waiting.values() for row in rows] + self.taken_up + self.outcomes


def agenda_of(user: User, now: datetime) -> Agenda:
    """The desk of this person at this moment. A fixed number of queries."""
    mine = light(ContactRequest.objects.visible_to(user, now))
    waiting = list(mine.waiting_for(user).order_by("due_at", "pk")[: LINES + 1])
    buckets: dict[promise.Bucket, list[ContactRequest]] = {bucket: [] for bucket in promise.Bucket}
    for row in waiting[:LINES]:
        buckets[promise.bucket(row.due_at, now, row.filing.timezone)].append(row)
    under_way = mine.open().filter(owner=user, first_attempt_at__isnull=False)
    others = mine.open().exclude(owner=user).exclude(owner=None)
    return Agenda(
        waiting=buckets,
        taken_up=list(under_way.order_by("due_at", "pk")[:LINES]),
        outcomes=list(mine.closed().filed_lately(now).order_by("-closed_at", "-pk")[:LAST_OUTCOMES]),
        with_colleagues=others.order_by().count(),
        last_answer_at=last_answer_of(user),
        is_cut=len(waiting) > LINES,
    )


def light(rows: ContactRequestQuerySet) -> ContactRequestQuerySet:
    """The same rows with what a line of a list says, and nothing heavier."""
    return rows.select_related("filing", "structure", "owner").defer(*LARGE_FIELDS)


def last_answer_of(user: User) -> datetime | None:
    """When this person last tried to reach somebody."""
    attempts = FollowUp.objects.filter(by=user).exclude(kind=FollowUp.Kind.NOTE)
    return attempts.aggregate(at=Max("at"))["at"]


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The open requests before and after one, by due date."""

    previous: ContactRequest | None
    next: ContactRequest | None


def neighbours_of(contact_request: ContactRequest, rows: ContactRequestQuerySet) -> Neighbours:
    """Who comes before and after among these rows. Two queries."""
    open_ones = rows.open().select_related("filing").defer(*LARGE_FIELDS)
    due, pk = contact_request.due_at, contact_request.pk
    before = open_ones.filter(Q(due_at__lte=due) & ~Q(due_at=due, pk__gte=pk)).order_by("-due_at", "-pk")
    after = open_ones.filter(Q(due_at__gte=due) & ~Q(due_at=due, pk__lte=pk)).order_by("due_at", "pk")
    return Neighbours(before.first(), after.first())


def undelivered(requests: Iterable[ContactRequest], now: datetime) -> list[OutgoingMessage]:
    """The messages about these requests that did not leave, or did not arrive: somebody must know (G8)."""
    about = OutgoingMessage.objects.filter(
        about_type=ContactRequest._meta.label, about_id__in=[str(each.pk) for each in requests]
    )
    late = about.waiting().filter(created_at__lte=now - LATE_AFTER)
    return list((about.in_trouble() | late).order_by("created_at"))


# --- Promises ---------------------------------------------------------------------------------------
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


# --- For the animation ------------------------------------------------------------------------------
def watched_territories(user: User, day: date) -> list[Territory]:
    """The territories whose requests this person follows, without anything that says who."""
    if is_national(user, day):
        return []  # everything but personal data of young people (product.md 3)
    found = [m.territory for m in mandates_of(user, day) if m.role == Mandate.Role.ANIMATOR and m.territory]
    return sorted(found, key=lambda territory: territory.name)


def to_review(user: User, now: datetime) -> QuerySet[Filing]:
    """The doubtful filings that this person may judge, oldest first: those of their territories.

    One made outside every territory falls to the animations whose territory the structures asked serve:
    otherwise nobody would ever look at it.
    """
    territories = watched_territories(user, now.date())
    asked = ContactRequest.objects.filter(filing=OuterRef("pk"), status__in=ContactRequest.OPEN)
    if not territories:
        return Filing.objects.none()
    structures = Structure.objects.serving(user, now.date())
    here = Q(territory__in=territories)
    nowhere = Q(territory__isnull=True) & Exists(asked.filter(structure__in=structures))
    waiting = Filing.objects.filter(Exists(asked), is_quarantined=True)
    return waiting.filter(here | nowhere).order_by("filed_at", "pk")
