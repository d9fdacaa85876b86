"""The dates of a charter: renewed every year without a gesture, until somebody ends it. Pure (product.md 5.6).

Nothing of it is stored but the day of the last signature and, after a notice, the last day.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from boussole.core.months import months_after

TOLD_BEFORE_RENEWAL = 2  # months: the time to think about it and give a month's notice
SHORTEST_NOTICE = 1  # month: an earlier day takes the agreement of both parties
TOLD_BEFORE_TOLERANCE_ENDS = timedelta(days=15)
LONGEST_NOTICE = timedelta(days=366)


class Reminder(StrEnum):
    """What both parties are told; the ledger `CharterReminder` has the same codes."""

    TOLERANCE = "TOLERANCE"
    RENEWAL = "RENEWAL"
    ENDING = "ENDING"


@dataclass(frozen=True, slots=True)
class Due:
    """Something to tell, about that date: the ledger has each once."""

    kind: Reminder
    about: date


@dataclass(frozen=True, slots=True)
class Dates:
    """What an agreement says of time; exactly one of the two lives: in force since, or tolerated until."""

    signed_on: date | None
    ends_on: date | None = None
    tolerated_until: date | None = None


def renewal_after(signed_on: date, day: date) -> date:
    """The first day of the next year of the agreement, after that day: the anniversary of the last signature."""
    years = max(day.year - signed_on.year, 1)
    found = months_after(signed_on, 12 * years)
    return found if found > day else months_after(signed_on, 12 * (years + 1))


def earliest_end(day: date) -> date:
    """The first last day that a notice given on this day may set."""
    return months_after(day, SHORTEST_NOTICE)


def due(dates: Dates, day: date, done: Collection[Due]) -> list[Due]:
    """What must be told that day and was not. After an outage, only what is still to come is told."""
    return [each for each in _planned(dates, day) if each not in done]


def _planned(dates: Dates, day: date) -> list[Due]:
    if dates.signed_on is None:
        until = dates.tolerated_until
        is_near = until is not None and until - TOLD_BEFORE_TOLERANCE_ENDS <= day <= until
        return [Due(Reminder.TOLERANCE, until)] if until is not None and is_near else []
    if dates.ends_on is not None:
        is_near = months_after(dates.ends_on, -1) <= day <= dates.ends_on
        return [Due(Reminder.ENDING, dates.ends_on)] if is_near else []
    renewal = renewal_after(dates.signed_on, day)
    is_near = months_after(renewal, -TOLD_BEFORE_RENEWAL) <= day
    return [Due(Reminder.RENEWAL, renewal)] if is_near else []


def renewals_between(dates: Dates, first: date, last: date) -> list[date]:
    """The renewals of an agreement in force between two days, both included; none after a notice."""
    if dates.signed_on is None or dates.ends_on is not None:
        return []
    found, day = [], renewal_after(dates.signed_on, first - timedelta(days=1))
    while day <= last:
        found.append(day)
        day = renewal_after(dates.signed_on, day)
    return found
