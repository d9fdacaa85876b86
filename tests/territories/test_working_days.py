"""The days on which offices are open, against a calendar on the wall."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from boussole.territories.working_days import WorkingDays, bank_holidays, easter

DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("year", "day"),
    [
        (2024, date(2024, 3, 31)),
        (2025, date(2025, 4, 20)),
        (2026, date(2026, 4, 5)),
        (2038, date(2038, 4, 25)),
    ],
)
def test_easter(year: int, day: date) -> None:
    assert easter(year) == day


def test_the_bank_holidays_of_2026() -> None:
    assert sorted(bank_holidays(2026)) == [
        date(2026, 1, 1),
        date(2026, 4, 6),
        date(2026, 5, 1),
        date(2026, 5, 8),
        date(2026, 5, 14),
        date(2026, 5, 25),
        date(2026, 7, 14),
        date(2026, 8, 15),
        date(2026, 11, 1),
        date(2026, 11, 11),
        date(2026, 12, 25),
    ]
    assert bank_holidays(2026, "67") - bank_holidays(2026) == {date(2026, 4, 3), date(2026, 12, 26)}
    assert bank_holidays(2026, "972") - bank_holidays(2026) == {date(2026, 5, 22)}


def test_a_weekend_is_not_worked() -> None:
    assert [WorkingDays("75").is_worked(date(2026, 11, 23) + n * DAY) for n in range(7)] == [True] * 5 + [
        False
    ] * 2
