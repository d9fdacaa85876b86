"""When somebody is reminded, told or asked about a request. Pure: no query, no clock (product.md 5.3).

The whole schedule is a function of what happened to the request, of who is away and of the days worked
on its territory. A ledger remembers what was told; `due_steps` compares the two. Hence: never early,
never twice, nothing after an answer, and an outage only delays what is still true (guarantees.md F10).

Decision 0016 says why these days and these hours.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Protocol
from zoneinfo import ZoneInfo

UTC = ZoneInfo("UTC")
MORNING = time(9)  # offices open; nobody is woken up
AFTER_CLASS = time(17)  # when a young person may look at their phone
# Whole days late: from then on the animation sees it, then may give it to somebody else.
DAYS_BEFORE_STUCK, DAYS_BEFORE_REASSIGNING = 1, 3
DAYS_OF_SILENCE = 30
DAYS_BEFORE_OPINION = 7
OPINION_IS_STALE_AFTER = timedelta(days=14)  # asked later, it would be about another life
# The ends after which « did it help? » means something; those of ContactRequest.Outcome.
OUTCOMES_WITH_OPINION = frozenset(
    {"ACCOMPANIED", "APPOINTMENT", "INFORMED", "NOT_ELIGIBLE", "NO_LONGER_NEEDED"}
)


class Kind(StrEnum):
    """What the ledger remembers having told. Each is told once to each request."""

    HALF_WAY = "HALF_WAY"
    DAY_BEFORE = "DAY_BEFORE"
    LATE = "LATE"
    ONE_DAY_LATE = "ONE_DAY_LATE"
    APOLOGY = "APOLOGY"
    THREE_DAYS_LATE = "THREE_DAYS_LATE"
    UNANSWERED = "UNANSWERED"
    OPINION_AFTER_CONTACT = "OPINION_AFTER_CONTACT"
    OPINION_AT_END = "OPINION_AT_END"


class Audience(StrEnum):
    """To whom a step speaks, or who owes something."""

    OWNER_OR_CONTACT = "OWNER_OR_CONTACT"  # the named owner; before there is one, the contact of the offer
    DEPUTY = "DEPUTY"  # who stands in for an owner who is away
    EVERY_REFERENT = "EVERY_REFERENT"  # with the managers, and the contact of the offer
    ANIMATOR = "ANIMATOR"
    RECEIVER = "RECEIVER"  # of a redirection
    YOUNG_PERSON = "YOUNG_PERSON"
    NOBODY = "NOBODY"


# On one ladder, a rung makes those below it pointless: after three days off, nobody reads « demain ».
LADDERS: tuple[tuple[frozenset[Kind], ...], ...] = (
    (frozenset({Kind.HALF_WAY}), frozenset({Kind.DAY_BEFORE}), frozenset({Kind.LATE})),
    (frozenset({Kind.ONE_DAY_LATE}), frozenset({Kind.THREE_DAYS_LATE})),
    (frozenset({Kind.APOLOGY}),),
    (frozenset({Kind.OPINION_AFTER_CONTACT, Kind.OPINION_AT_END}),),  # asked once
)
BEFORE_THE_DATE = frozenset({Kind.HALF_WAY, Kind.DAY_BEFORE})
OPINIONS = frozenset({Kind.OPINION_AFTER_CONTACT, Kind.OPINION_AT_END})


class Calendar(Protocol):
    """The days on which professionals of a territory are at work."""

    def is_worked(self, day: date) -> bool: ...


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody is away from the first to the last day, both included; somebody or a mailbox stands in."""

    user: int | None  # None: everybody in the structure
    first_day: date
    last_day: date
    deputy: int | None = None
    mailbox: str = ""

    def covers(self, day: date) -> bool:
        return self.first_day <= day <= self.last_day

    @property
    def has_stand_in(self) -> bool:
        return self.deputy is not None or bool(self.mailbox)


@dataclass(frozen=True, slots=True)
class Handover:
    """A redirection under way. It stops no clock: the sender's promise runs until somebody accepts."""

    waits_for: Audience
    before: datetime | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """What the schedule needs to know of one request."""

    filed_at: datetime
    due_at: datetime
    timezone: str
    first_attempt_at: datetime | None = None
    reached_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: str = ""
    owner: int | None = None
    stirred_at: datetime | None = None  # last taken up, handed over or reopened: the silence starts again
    is_quarantined: bool = False
    has_opinion: bool = False
    attempts: int = 0
    days_of_attempts: int = 0
    handover: Handover | None = None

    @property
    def answered_at(self) -> datetime | None:
        """When nothing was owed any more under the promise: a first attempt, or the end."""
        return min((at for at in (self.first_attempt_at, self.closed_at) if at), default=None)

    @property
    def silent_since(self) -> datetime:
        return max(self.filed_at, self.stirred_at or self.filed_at)

    def day_of(self, moment: datetime) -> date:
        """The day it is, at this moment, where the young person lives."""
        return moment.astimezone(ZoneInfo(self.timezone)).date()

    def at(self, day: date, hour: time) -> datetime:
        """That hour of that day where the young person lives, in UTC."""
        return datetime.combine(day, hour, tzinfo=ZoneInfo(self.timezone)).astimezone(UTC)


@dataclass(frozen=True, slots=True)
class Step:
    """Something to tell, its moment, and the local day under which the ledger remembers it."""

    kind: Kind
    at: datetime
    day: date
    to: Audience


def schedule(facts: Facts, absences: Iterable[Absent], calendar: Calendar) -> list[Step]:
    """Every step of this request as things stand, past and to come, in order.

    What an answer made pointless is not in it; what came before the answer is.
    """
    if facts.is_quarantined:
        return []  # nobody was told of this request: a person must look at it first
    answered = facts.answered_at
    away = tuple(absences)
    promise = [*_reminders(facts, away, calendar), *_escalations(facts)]
    steps = [step for step in promise if answered is None or step.at < answered]
    return sorted([*steps, *_opinions(facts)], key=lambda step: (step.at, list(Kind).index(step.kind)))


def due_steps(
    facts: Facts,
    absences: Iterable[Absent],
    calendar: Calendar,
    done: Collection[tuple[Kind, date]],
    now: datetime,
) -> list[Step]:
    """What must be told now, and was not: of each ladder, only the highest rung that is still true."""
    away = tuple(absences)
    told = {kind for kind, _ in done}
    passed = {step.kind: step for step in schedule(facts, away, calendar) if _is_true(step, facts, now)}
    if end := passed.get(Kind.UNANSWERED):
        return [] if (end.kind, end.day) in done else [end]  # nothing else is worth saying
    found = [step for rungs in LADDERS if (step := _highest(rungs, passed, told))]
    return [_to_whoever_is_there(step, facts, away, now) for step in sorted(found, key=lambda step: step.at)]


def coming_steps(
    facts: Facts,
    absences: Iterable[Absent],
    calendar: Calendar,
    done: Collection[tuple[Kind, date]],
    now: datetime,
) -> list[Step]:
    """What will be told after this moment if nothing happens until then."""
    told = {kind for kind, _ in done}
    is_asked = bool(told & OPINIONS)
    return [
        step
        for step in schedule(facts, absences, calendar)
        if step.at > now and step.kind not in told and not (is_asked and step.kind in OPINIONS)
    ]


def _is_true(step: Step, facts: Facts, now: datetime) -> bool:
    """Whether its moment has come, and what it says still holds."""
    if step.at > now:
        return False
    if step.kind in OPINIONS:
        return now < step.at + OPINION_IS_STALE_AFTER
    if facts.answered_at is not None:
        return False
    return now <= facts.due_at if step.kind in BEFORE_THE_DATE else True


def _highest(
    rungs: tuple[frozenset[Kind], ...], passed: dict[Kind, Step], told: Collection[Kind]
) -> Step | None:
    for rung in reversed(rungs):
        if rung & set(told):
            return None  # this was told, or something graver
        if found := rung & passed.keys():
            return passed[min(found)]
    return None


def _to_whoever_is_there(step: Step, facts: Facts, away: tuple[Absent, ...], now: datetime) -> Step:
    """Who is away is looked up on the day of sending, not on the day that was planned."""
    if step.kind not in BEFORE_THE_DATE:
        return step
    return Step(step.kind, step.at, step.day, answerable(facts, away, facts.day_of(now)))


def answerable(facts: Facts, absences: Iterable[Absent], day: date) -> Audience:
    """Who answers for this request that day: the owner or the contact of the offer, or who stands in."""
    absence = absence_of(facts.owner, absences, day)
    return Audience.DEPUTY if absence and absence.has_stand_in else Audience.OWNER_OR_CONTACT


def absence_of(user: int | None, absences: Iterable[Absent], day: date) -> Absent | None:
    """Why this person is not there that day, if they are not: rather an absence in which somebody stands in."""
    found = [each for each in absences if each.user in (user, None) and each.covers(day)]
    return max(found, key=lambda each: (each.has_stand_in, each.first_day), default=None)


# --- Before the date ------------------------------------------------------------------------------
def _reminders(facts: Facts, away: tuple[Absent, ...], calendar: Calendar) -> Iterator[Step]:
    """Half-way and the day before; only the latter when both fall on the same morning."""
    filed, due = facts.day_of(facts.filed_at), facts.day_of(facts.due_at)
    days = (due - filed).days
    planned = {Kind.HALF_WAY: filed + timedelta(days=(days + 1) // 2)}
    if days > 1:  # a promise of one day is reminded once, on the morning of its date
        planned[Kind.DAY_BEFORE] = due - timedelta(days=1)
    mornings = {kind: _working_morning(facts, day, calendar) for kind, day in planned.items()}
    if mornings[Kind.HALF_WAY] == mornings.get(Kind.DAY_BEFORE):
        del mornings[Kind.HALF_WAY]
    for kind, day in mornings.items():
        yield Step(kind, facts.at(day, MORNING), day, answerable(facts, away, day))


def _working_morning(facts: Facts, day: date, calendar: Calendar) -> date:
    """The same day, or the last one worked before it when that one still comes after the filing."""
    earlier = day
    while not calendar.is_worked(earlier):
        earlier -= timedelta(days=1)
        if facts.at(earlier, MORNING) <= facts.filed_at:
            return day
    return earlier


# --- After the date -------------------------------------------------------------------------------
def _escalations(facts: Facts) -> Iterator[Step]:
    """A day of delay is a day that is over: each step is told on the morning that follows it.

    They do not wait for a working day: somebody is waiting for a call.
    """
    due, silent = facts.day_of(facts.due_at), facts.day_of(facts.silent_since)
    last = max(due, silent + timedelta(days=DAYS_OF_SILENCE))
    for kind, over, to in (
        (Kind.LATE, due, Audience.EVERY_REFERENT),
        (Kind.ONE_DAY_LATE, due + timedelta(days=DAYS_BEFORE_STUCK), Audience.ANIMATOR),
        (Kind.APOLOGY, due + timedelta(days=DAYS_BEFORE_STUCK), Audience.YOUNG_PERSON),
        (Kind.THREE_DAYS_LATE, due + timedelta(days=DAYS_BEFORE_REASSIGNING), Audience.ANIMATOR),
        (Kind.UNANSWERED, last, Audience.YOUNG_PERSON),
    ):
        morning = over + timedelta(days=1)
        yield Step(kind, facts.at(morning, MORNING), morning, to)


# --- Opinions -------------------------------------------------------------------------------------
def _opinions(facts: Facts) -> Iterator[Step]:
    """« Did it help? », once: a week after the first contact, or at the end when it comes before."""
    if facts.has_opinion:
        return
    week_after = None
    if facts.reached_at is not None:
        day = facts.day_of(facts.reached_at) + timedelta(days=DAYS_BEFORE_OPINION)
        week_after = facts.at(day, AFTER_CLASS)
    if week_after is not None and (facts.closed_at is None or week_after < facts.closed_at):
        yield _ask(facts, Kind.OPINION_AFTER_CONTACT, week_after)
    elif facts.closed_at is not None and facts.outcome in OUTCOMES_WITH_OPINION:
        yield _ask(facts, Kind.OPINION_AT_END, _next_evening(facts, facts.closed_at))


def _next_evening(facts: Facts, moment: datetime) -> datetime:
    day = facts.day_of(moment)
    today = facts.at(day, AFTER_CLASS)
    return today if today >= moment else facts.at(day + timedelta(days=1), AFTER_CLASS)


def _ask(facts: Facts, kind: Kind, at: datetime) -> Step:
    return Step(kind, at, facts.day_of(at), Audience.YOUNG_PERSON)
