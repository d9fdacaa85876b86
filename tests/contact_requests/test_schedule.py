"""The schedule of reminders, against somebody who applies the rules by hand."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from boussole.contact_requests.promise import due_at
from boussole.contact_requests.schedule import (
    BEFORE_THE_DATE,
    OPINIONS,
    Absent,
    Audience,
    Facts,
    Kind,
    Step,
    due_steps,
    schedule,
)
from boussole.territories.working_days import WorkingDays
from tests.contact_requests.schedule_oracle import Diary, Known

HISTORIES = 10_000
SWEEPS = 7
DAY, HOUR, SECOND = timedelta(days=1), timedelta(hours=1), timedelta(seconds=1)
ZONES = {
    "Europe/Paris": "75",
    "Indian/Reunion": "974",
    "America/Guadeloupe": "971",
    "America/Miquelon": "975",
    "Pacific/Noumea": "988",
}
# Both changes of the clocks in Paris and in Saint-Pierre, the leap day, a May full of bank holidays, Christmas.
NOTABLE_DAYS = (
    date(2026, 10, 24),
    date(2027, 3, 27),
    date(2026, 10, 31),
    date(2027, 3, 13),
    date(2028, 2, 28),
    date(2026, 5, 6),
    date(2026, 12, 23),
)
OUTCOMES = ("ACCOMPANIED", "INFORMED", "WITHDRAWN", "NOT_ELIGIBLE", "REDIRECTED", "UNREACHABLE", "UNWANTED")
ANNE, BRUNO = 1, 2


@dataclass
class History:
    """The life of one request: what happened at which moment, and when the sweep passed."""

    filed: datetime
    days: int
    zone: str
    owner_since: tuple[datetime, int] | None = None
    attempts: list[tuple[datetime, bool]] = field(default_factory=list)
    closed: tuple[datetime, str] | None = None
    reopened_at: datetime | None = None
    released_at: datetime | None = None  # None: never in quarantine
    opinion_at: datetime | None = None
    away: list[tuple[int, date, date, bool]] = field(default_factory=list)
    sweeps: list[datetime] = field(default_factory=list)

    @property
    def due(self) -> datetime:
        return due_at(self.filed, self.days, self.zone)

    @property
    def calendar(self) -> WorkingDays:
        return WorkingDays(ZONES[self.zone])

    @property
    def absences(self) -> list[Absent]:
        return [Absent(who, first, last, BRUNO if kept else None) for who, first, last, kept in self.away]

    def known_at(self, moment: datetime) -> Known:
        """What the database holds at that moment, told to the oracle."""
        closed = self.closed if self.closed and self.closed[0] <= moment else None
        is_reopened = self.reopened_at is not None and self.reopened_at <= moment
        owner = self.owner_since if self.owner_since and self.owner_since[0] <= moment else None
        stirred = [owner[0]] if owner else []
        stirred += [self.reopened_at] if self.reopened_at and is_reopened else []
        return Known(
            filed=self.filed,
            due=self.due,
            zone=self.zone,
            attempts=[each for each in self.attempts if each[0] <= moment],
            closed=None if is_reopened else closed,
            stirred=stirred,
            owner=owner[1] if owner else None,
            away=self.away,
            doubtful=self.released_at is not None and moment < self.released_at,
            opinion=self.opinion_at is not None and self.opinion_at <= moment,
        )


def facts_of(known: Known) -> Facts:
    """The same, told to the code."""
    reached = [at for at, did_reach in known.attempts if did_reach]
    return Facts(
        filed_at=known.filed,
        due_at=known.due,
        timezone=known.zone,
        first_attempt_at=known.attempts[0][0] if known.attempts else None,
        reached_at=reached[0] if reached else None,
        closed_at=known.closed[0] if known.closed else None,
        outcome=known.closed[1] if known.closed else "",
        owner=known.owner,
        stirred_at=max(known.stirred, default=None),
        is_quarantined=known.doubtful,
        has_opinion=known.opinion,
    )


def a_history(rng: Random) -> History:
    """A request as life makes them, with more than its share of odd days and odd hours."""
    zone = rng.choice(list(ZONES))
    filed = _a_filing(rng, ZoneInfo(zone))
    history = History(filed, rng.randint(1, 7), zone)

    def later(days: float) -> datetime:
        return filed + timedelta(seconds=rng.randint(0, int(days * 86_400)))

    if rng.random() < 0.4:
        history.owner_since = (later(rng.choice((3, 20))), rng.choice((ANNE, BRUNO)))
    if rng.random() < 0.4:
        moments = sorted(later(rng.choice((2, 9, 40))) for _ in range(rng.randint(1, 3)))
        history.attempts = [(at, rng.random() < 0.6) for at in moments]
    if rng.random() < 0.35:
        history.closed = (later(rng.choice((5, 45))), rng.choice(OUTCOMES))
        if rng.random() < 0.3:
            history.reopened_at = history.closed[0] + timedelta(hours=rng.randint(1, 700))
    if rng.random() < 0.1:
        history.released_at = later(rng.choice((2, 12)))
    if rng.random() < 0.1:
        history.opinion_at = later(20)
    for _ in range(rng.choice((0, 0, 1, 2))):
        first = (filed + timedelta(days=rng.randint(-4, 9))).date()
        history.away.append(
            (rng.choice((ANNE, BRUNO)), first, first + rng.randint(0, 6) * DAY, rng.random() < 0.7)
        )
    history.sweeps = _the_sweeps(rng, history)
    return history


def _a_filing(rng: Random, zone: ZoneInfo) -> datetime:
    if rng.random() < 0.4:
        day = rng.choice(NOTABLE_DAYS) + rng.randint(-6, 1) * DAY
    else:
        day = date(2026, 1, 1) + rng.randint(0, 1200) * DAY
    hour = rng.choice((time(23, 59, 59), time(0), time(9), time(8, 59, 59), None))
    hour = hour or time(rng.randint(0, 23), rng.randint(0, 59), rng.randint(0, 59))
    return datetime.combine(day, hour, tzinfo=zone).astimezone(UTC)


def _the_sweeps(rng: Random, history: History) -> list[datetime]:
    """A worker that stops and comes back: for hours, three days, weeks; and once, a clock put back."""
    now, found = history.filed, []
    for _ in range(SWEEPS):
        now += timedelta(
            minutes=rng.choice((5, 300, 700, 1440, 3 * 1440, 9 * 1440, 45 * 1440)) * rng.random()
        )
        found.append(now)
        if rng.random() < 0.3:
            # At the very second of a step, the one before and the one after.
            now = datetime.combine(
                now.astimezone(ZoneInfo(history.zone)).date() + DAY,
                rng.choice((time(9), time(17), time(23, 59, 59))),
                tzinfo=ZoneInfo(history.zone),
            ).astimezone(UTC) + rng.choice((-SECOND, timedelta(), SECOND))
            found.append(now)
    if rng.random() < 0.2:
        found.append(found[-1] - HOUR)
    return found


def test_the_reminders_are_those_that_somebody_would_write_by_hand() -> None:
    """10 000 histories out of 10 000 (guarantees.md G5)."""
    rng = Random(20261123)
    said: dict[str, int] = dict.fromkeys(Kind, 0)
    for number in range(HISTORIES):
        history = a_history(rng)
        diary = Diary(history.calendar.is_worked)
        ledger: set[tuple[Kind, date]] = set()
        last = history.filed
        for now in history.sweeps:
            last = max(last, now)  # the database does not go back with the clock
            known = history.known_at(last)
            expected = diary.sweep(known, now)
            found = due_steps(facts_of(known), history.absences, history.calendar, ledger, now)
            shown = {(str(step.kind), step.day, str(step.to)) for step in found}
            assert shown == set(expected), f"history {number}, {now}: {history}"
            ledger |= {(step.kind, step.day) for step in found}
            for step in found:
                said[step.kind] += 1
    assert min(said.values()) > HISTORIES / 50, f"Some kinds are hardly ever seen: {said}"


# --- What must hold whatever happens --------------------------------------------------------------
histories = st.integers(0, 2**32).map(lambda seed: a_history(Random(seed)))


@settings(max_examples=300, derandomize=True)
@given(histories)
def test_each_kind_is_told_once_never_early_and_never_after_an_answer(history: History) -> None:
    ledger: set[tuple[Kind, date]] = set()
    last = history.filed
    for now in history.sweeps:
        last = max(last, now)
        facts = facts_of(history.known_at(last))
        found = due_steps(facts, history.absences, history.calendar, ledger, now)
        again = ledger | {(step.kind, step.day) for step in found}
        for step in found:
            assert step.at <= now
            assert step.kind not in {kind for kind, _ in ledger} or step.kind == Kind.UNANSWERED
            if step.kind not in OPINIONS:
                assert facts.answered_at is None
            if step.kind in BEFORE_THE_DATE:
                assert now <= facts.due_at
        assert due_steps(facts, history.absences, history.calendar, again, now) == []
        ledger = again


@settings(max_examples=40, derandomize=True)
@given(histories)
def test_a_sweep_that_never_stops_tells_the_whole_schedule(history: History) -> None:
    """What the pages announce is what will be sent, at that moment, to those people."""
    quiet = replace(history, attempts=[], closed=None, reopened_at=None, released_at=None, owner_since=None)
    facts = facts_of(quiet.known_at(quiet.filed))
    told: list[Step] = []
    now = quiet.filed
    while now < quiet.filed + 40 * DAY:
        done = {(step.kind, step.day) for step in told}
        told += due_steps(facts, (), quiet.calendar, done, now)
        now += timedelta(minutes=30) - timedelta(seconds=now.second, minutes=now.minute % 30)
    assert told == schedule(facts, (), quiet.calendar)


# --- Told by example ------------------------------------------------------------------------------
PARIS = "Europe/Paris"
FRANCE = WorkingDays("75")
MONDAY = datetime(2026, 11, 23, 9, tzinfo=UTC)  # 10 o'clock in Paris


def a_request(filed: datetime = MONDAY, days: int = 5, zone: str = PARIS, **facts: object) -> Facts:
    return Facts(filed, due_at(filed, days, zone), zone, **facts)  # type: ignore[arg-type]


def mornings(facts: Facts, calendar: WorkingDays = FRANCE) -> dict[str, date]:
    return {str(step.kind): step.day for step in schedule(facts, (), calendar)}


def due_kinds(facts: Facts, now: datetime, *done: Kind) -> list[Kind]:
    return [step.kind for step in due_steps(facts, (), FRANCE, {(kind, now.date()) for kind in done}, now)]


def test_a_promise_of_five_days_that_nobody_keeps() -> None:
    assert mornings(a_request()) == {
        "HALF_WAY": date(2026, 11, 26),
        "DAY_BEFORE": date(2026, 11, 27),
        "LATE": date(2026, 11, 29),
        "ONE_DAY_LATE": date(2026, 11, 30),
        "APOLOGY": date(2026, 11, 30),
        "THREE_DAYS_LATE": date(2026, 12, 2),
        "UNANSWERED": date(2026, 12, 24),
    }


def test_a_promise_of_one_day_is_reminded_once_on_the_morning_of_its_date() -> None:
    before = [step for step in schedule(a_request(days=1), (), FRANCE) if step.kind in BEFORE_THE_DATE]

    assert [(step.kind, step.day) for step in before] == [(Kind.HALF_WAY, date(2026, 11, 24))]


@pytest.mark.parametrize("days", [2, 3])
def test_a_short_promise_is_reminded_once_the_day_before(days: int) -> None:
    before = [step for step in schedule(a_request(days=days), (), FRANCE) if step.kind in BEFORE_THE_DATE]

    assert [(step.kind, step.day) for step in before] == [(Kind.DAY_BEFORE, date(2026, 11, 22) + days * DAY)]


def test_a_reminder_is_sent_at_nine_where_the_young_person_lives() -> None:
    for zone, hour in (
        ("Indian/Reunion", 5),
        ("America/Guadeloupe", 13),
        (PARIS, 8),
        ("America/Miquelon", 12),
    ):
        first = schedule(a_request(zone=zone), (), WorkingDays())[0]
        assert first.at.hour == hour, zone


def test_nine_o_clock_stays_nine_o_clock_when_the_clocks_change() -> None:
    across_october = schedule(a_request(datetime(2026, 10, 22, 8, tzinfo=UTC), 7), (), FRANCE)
    across_march = schedule(a_request(datetime(2027, 3, 25, 8, tzinfo=UTC), 7), (), FRANCE)

    assert {step.at.astimezone(ZoneInfo(PARIS)).time() for step in across_october + across_march} == {time(9)}


def test_a_reminder_of_a_sunday_or_of_a_bank_holiday_comes_on_the_last_day_of_work_before() -> None:
    from_wednesday = a_request(datetime(2026, 11, 25, 9, tzinfo=UTC), 5)  # due on Monday
    before_christmas = a_request(datetime(2026, 12, 21, 9, tzinfo=UTC), 5)  # due on Saturday 26

    assert mornings(from_wednesday)["DAY_BEFORE"] == date(2026, 11, 27)
    assert mornings(before_christmas)["DAY_BEFORE"] == date(2026, 12, 24)


def test_it_stays_on_the_sunday_when_the_request_came_after_the_last_day_of_work() -> None:
    on_friday_evening = a_request(datetime(2026, 11, 27, 17, tzinfo=UTC), 3)

    assert mornings(on_friday_evening)["DAY_BEFORE"] == date(2026, 11, 29)


def test_a_bank_holiday_of_la_reunion_is_one_there_only() -> None:
    filed = datetime(2027, 12, 16, 5, tzinfo=UTC)  # Thursday; Monday 20 December is a holiday there
    there = a_request(filed, 5, "Indian/Reunion")

    assert mornings(there, WorkingDays("974"))["DAY_BEFORE"] == date(2027, 12, 17)
    assert mornings(there, WorkingDays("75"))["DAY_BEFORE"] == date(2027, 12, 20)


def test_after_three_days_off_only_what_is_still_true_is_said() -> None:
    request = a_request(days=2)  # due on Wednesday

    back_on_saturday = MONDAY + 5 * DAY
    assert due_kinds(request, back_on_saturday) == [Kind.LATE, Kind.ONE_DAY_LATE, Kind.APOLOGY]


def test_after_a_week_off_the_animator_is_told_the_gravest_thing_only() -> None:
    assert due_kinds(a_request(days=2), MONDAY + 9 * DAY) == [Kind.LATE, Kind.APOLOGY, Kind.THREE_DAYS_LATE]


def test_a_rung_that_was_jumped_over_is_not_told_afterwards() -> None:
    told = (Kind.LATE, Kind.APOLOGY, Kind.THREE_DAYS_LATE)

    assert due_kinds(a_request(days=2), MONDAY + 9 * DAY, *told) == []


def test_after_thirty_days_of_silence_it_ends_and_nothing_else_is_said() -> None:
    request = a_request(days=2)

    assert Kind.UNANSWERED not in due_kinds(request, MONDAY + 30 * DAY)
    assert due_kinds(request, MONDAY + 31 * DAY) == [Kind.UNANSWERED]


def test_who_takes_it_up_late_has_thirty_days() -> None:
    taken_up = a_request(days=2, stirred_at=MONDAY + 29 * DAY, owner=ANNE)

    assert Kind.UNANSWERED not in due_kinds(taken_up, MONDAY + 35 * DAY)
    assert Kind.UNANSWERED in due_kinds(taken_up, MONDAY + 60 * DAY)


def test_nothing_is_said_about_what_waits_to_be_checked() -> None:
    assert schedule(a_request(is_quarantined=True), (), FRANCE) == []


def test_the_deputy_is_reminded_when_the_owner_is_away() -> None:
    request = a_request(owner=ANNE)
    thursday = MONDAY + 3 * DAY
    away = Absent(ANNE, date(2026, 11, 26), date(2026, 11, 26), deputy=BRUNO)
    alone = Absent(ANNE, date(2026, 11, 26), date(2026, 11, 26))

    def told(absence: Absent) -> Audience:
        return due_steps(request, (absence,), FRANCE, (), thursday)[0].to

    assert told(away) == Audience.DEPUTY
    assert told(alone) == Audience.OWNER_OR_CONTACT


def test_an_opinion_is_asked_a_week_after_the_first_contact() -> None:
    spoken = a_request(first_attempt_at=MONDAY + DAY, reached_at=MONDAY + DAY)

    assert [(step.kind, step.at) for step in schedule(spoken, (), FRANCE) if step.kind in OPINIONS] == [
        (Kind.OPINION_AFTER_CONTACT, datetime(2026, 12, 1, 16, tzinfo=UTC))
    ]


def test_or_at_the_end_when_it_comes_first_and_never_twice() -> None:
    ended = MONDAY + 2 * DAY
    closed = a_request(first_attempt_at=ended, reached_at=ended, closed_at=ended, outcome="INFORMED")

    assert due_kinds(closed, ended + DAY) == [Kind.OPINION_AT_END]
    assert due_kinds(closed, ended + DAY, Kind.OPINION_AFTER_CONTACT) == []
    assert due_kinds(replace(closed, has_opinion=True), ended + DAY) == []
    assert due_kinds(replace(closed, outcome="WITHDRAWN"), ended + DAY) == []
    assert due_kinds(closed, ended + 30 * DAY) == []  # too late to ask
