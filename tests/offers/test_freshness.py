"""What follows from a date to confirm by: who is told when, and from which day the offer goes down, then off."""

from __future__ import annotations

from datetime import date, timedelta
from random import Random

import pytest

from boussole.core.months import months_after
from boussole.offers.freshness import Calendar, Notice, State, state_of
from boussole.offers.models import ConfirmationReminder

BY = date(2027, 3, 10)


def after(days: int) -> date:
    return BY + timedelta(days=days)


def test_an_offer_is_reminded_then_goes_down_then_off() -> None:
    states = {days: Calendar(BY).state(after(days)) for days in (-16, -15, 0, 1, 29, 30, 59, 60)}
    assert states == {
        -16: State.FRESH,
        -15: State.SOON,
        0: State.SOON,
        1: State.LATE,
        29: State.LATE,
        30: State.DOWN,
        59: State.DOWN,
        60: State.OFF,
    }


def test_each_is_told_at_its_date() -> None:
    first_days = {notice: (Calendar(BY).true_days(notice)[0] - BY).days for notice in Notice}
    assert first_days == {
        Notice.SOON: -15,
        Notice.TODAY: 0,
        Notice.LATE: 15,
        Notice.DOWN_SOON: 23,
        Notice.OFF_SOON: 53,
    }


def test_after_an_outage_only_what_is_still_true_is_told() -> None:
    assert Calendar(BY).due(after(-1), set()) == [Notice.SOON]
    assert Calendar(BY).due(after(3), set()) == [Notice.TODAY]
    assert Calendar(BY).due(after(40), set()) == [Notice.LATE, Notice.DOWN_SOON]
    assert Calendar(BY).due(after(70), set()) == [Notice.OFF_SOON]
    assert Calendar(BY).due(after(200), set()) == []


def test_an_offer_without_a_date_never_goes_down() -> None:
    assert state_of(None, date.max) == State.FRESH


def test_the_ledger_has_the_codes_of_the_notices() -> None:
    assert set(ConfirmationReminder.Kind.values) == {str(notice) for notice in Notice}


@pytest.mark.parametrize("seed", range(60))
def test_day_by_day_it_is_told_what_an_oracle_counts_on_its_fingers(seed: int) -> None:
    """A worker that wakes up on some days only: nothing twice, nothing early, the animation before young people."""
    random = Random(seed)
    awake = [days for days in range(-40, 120) if random.random() < random.choice([0.1, 0.5, 1])]
    told: dict[Notice, int] = {}
    for days in awake:
        for notice in Calendar(BY).due(after(days), told.keys()):
            told[notice] = days

    assert told == _told_by_hand(awake)


def _told_by_hand(awake: list[int]) -> dict[Notice, int]:
    told = {}
    for notice, first, last in (
        (Notice.SOON, -15, -1),
        (Notice.TODAY, 0, 14),
        (Notice.LATE, 15, 59),
        (Notice.DOWN_SOON, 23, 52),
        (Notice.OFF_SOON, 53, 89),
    ):
        if found := [days for days in awake if first <= days <= last]:
            told[notice] = found[0]
    return told


@pytest.mark.parametrize(
    ("day", "months", "found"),
    [
        (date(2026, 11, 23), 6, date(2027, 5, 23)),
        (date(2026, 8, 31), 6, date(2027, 2, 28)),
        (date(2027, 8, 31), 6, date(2028, 2, 29)),
        (date(2026, 12, 1), 12, date(2027, 12, 1)),
        (date(2026, 12, 31), 1, date(2027, 1, 31)),
    ],
)
def test_months_are_counted_as_people_do(day: date, months: int, found: date) -> None:
    assert months_after(day, months) == found
