"""One person's desk: what waits for them, who comes next, what did not leave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from boussole.accounts.models import User
from boussole.contact_requests import promise
from boussole.contact_requests.models import ContactRequest, FollowUp
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.mail.models import OutgoingMessage
from boussole.mail.queries import LATE_AFTER

LINES = 50  # beyond, one works from the list
LAST_OUTCOMES = 5
LARGE_FIELDS = ("situation", "reasons", "filing__message", "filing__shared_questions")


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
    def to_reach(self) -> list[ContactRequest]:
        """Those that are still to be called, the most urgent first."""
        return [row for rows in self.waiting.values() for row in rows] + self.taken_up

    @property
    def shown(self) -> list[ContactRequest]:
        """Every request that the page names."""
        return self.to_reach + self.outcomes


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
