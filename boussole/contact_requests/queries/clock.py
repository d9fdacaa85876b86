"""The clock of each request: what must be told now, and what comes next.

`with_clocks(rows)` reads what a whole list needs in a fixed number of queries; `upcoming` and the rest then
query nothing. For a row read alone, they read what they miss. What a list says is owed is in `worklist.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Prefetch, prefetch_related_objects

from boussole.contact_requests.models import (
    Assignment,
    ContactRequest,
    FollowUp,
    Opinion,
    Reminder,
    StatusChange,
)
from boussole.contact_requests.schedule import (
    Absent,
    Facts,
    Kind,
    Step,
    coming_steps,
    due_steps,
)
from boussole.contact_requests.schedule_words import AUDIENCES, KINDS
from boussole.partners.models import Absence
from boussole.territories.geography import UnknownCommune, geography
from boussole.territories.working_days import WorkingDays

READ = "clock_is_read"


@dataclass(frozen=True, slots=True)
class Upcoming:
    """One reminder to come, as a page shows it."""

    at: datetime
    kind: Kind
    in_words: str  # « Rappel avant la date promise »
    to_in_words: str  # « à la personne qui suit la demande, ou au contact de l’offre »


def with_clocks(rows: Iterable[ContactRequest]) -> list[ContactRequest]:
    """These rows, with all that their clocks need. Seven queries, whatever their number."""
    found = list(rows)
    if not found:
        return found
    attempts = FollowUp.objects.exclude(kind=FollowUp.Kind.NOTE).only("contact_request", "result", "at")
    moves = StatusChange.objects.filter(to_status=ContactRequest.Status.TAKEN_UP)
    prefetch_related_objects(
        found,
        "filing",
        Prefetch("follow_ups", attempts.order_by("at", "pk"), to_attr="clock_attempts"),
        Prefetch("history", moves.only("contact_request", "at"), to_attr="clock_moves"),
        Prefetch("assignments", Assignment.objects.only("contact_request", "at"), to_attr="clock_hands"),
        Prefetch("reminders", Reminder.objects.only("contact_request", "kind", "day"), to_attr="clock_told"),
    )
    with_opinion = set(
        Opinion.objects.filter(contact_request__in=found).values_list("contact_request_id", flat=True)
    )
    away = _absences(found)
    for row in found:
        setattr(row, READ, True)
        row.clock_absences = away[row.structure_id]  # type: ignore[attr-defined]
        row.clock_has_opinion = row.pk in with_opinion  # type: ignore[attr-defined]
    return found


def upcoming(contact_request: ContactRequest, now: datetime) -> list[Upcoming]:
    """The reminders to come if nothing happens until then, in order."""
    steps = coming_steps(*_clock_of(contact_request), now)
    return [Upcoming(step.at, step.kind, KINDS[step.kind], AUDIENCES[step.to]) for step in steps]


def steps_due(contact_request: ContactRequest, now: datetime) -> list[Step]:
    """What must be told now."""
    return due_steps(*_clock_of(contact_request), now)


def _clock_of(
    contact_request: ContactRequest,
) -> tuple[Facts, Sequence[Absent], WorkingDays, set[tuple[Kind, date]]]:
    facts = facts_of(contact_request)
    return facts, absences_of(contact_request), calendar_of(contact_request), told_of(contact_request)


def facts_of(contact_request: ContactRequest) -> Facts:
    """What the pure schedule needs to know of this row."""
    row = _read(contact_request)
    reached = [
        attempt.at
        for attempt in row.clock_attempts  # type: ignore[attr-defined]
        if attempt.result == FollowUp.Result.REACHED
    ]
    stirred = [each.at for each in (*row.clock_moves, *row.clock_hands)]  # type: ignore[attr-defined]
    return facts_with(
        row,
        reached_at=min(reached, default=None),
        stirred_at=max(stirred, default=None),
        has_opinion=row.clock_has_opinion,  # type: ignore[attr-defined]
    )


def facts_with(row: ContactRequest, **known: Any) -> Facts:
    """What the row says by itself; `known` is what other tables add."""
    return Facts(
        filed_at=row.filed_at,
        due_at=row.due_at,
        timezone=row.filing.timezone,
        first_attempt_at=row.first_attempt_at,
        closed_at=row.closed_at,
        outcome=row.outcome,
        owner=row.owner_id,
        is_quarantined=row.filing.is_quarantined,
        **known,
    )


def told_of(contact_request: ContactRequest) -> set[tuple[Kind, date]]:
    """The part of the ledger that the schedule reads; it also holds what is told about lost messages."""
    rows = _read(contact_request).clock_told  # type: ignore[attr-defined]
    return {(Kind(each.kind), each.day) for each in rows if each.kind in Kind.__members__}


def absences_of(contact_request: ContactRequest) -> Sequence[Absent]:
    """Who is away, and when, among those who may have to answer."""
    return _read(contact_request).clock_absences  # type: ignore[attr-defined]


def _absences(rows: Sequence[ContactRequest]) -> dict[int, list[Absent]]:
    """The absences of these structures that a reminder of these requests could meet. One query."""
    first = min(row.filed_at for row in rows).date() - timedelta(days=1)  # a day may be another one overseas
    standing = Absence.objects.standing().of_structures({row.structure_id for row in rows})
    found: dict[int, list[Absent]] = defaultdict(list)
    # Who only promises a longer delay is there.
    for each in standing.filter(ends_on__gte=first).exclude(rule=Absence.Rule.LONGER_DELAY):
        away = Absent(each.user_id, each.starts_on, each.ends_on, each.deputy_id, each.mailbox)
        found[each.structure_id].append(away)
    return found


def calendar_of(contact_request: ContactRequest) -> WorkingDays:
    """The days worked where the young person lives."""
    try:
        return WorkingDays(geography().commune(contact_request.filing.commune).departement)
    except UnknownCommune:  # a commune that has merged since
        return WorkingDays()


def _read(contact_request: ContactRequest) -> ContactRequest:
    if not hasattr(contact_request, READ):
        with_clocks([contact_request])
    return contact_request
