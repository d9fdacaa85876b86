"""The days on which an offer is shown, cut by absences, opening periods and oblivion. Pure: dates in, dates out.

Each acts by its dates, written once in the matching table: no worker has to wake up at midnight.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Days:
    """From the first to the last day, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        return self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Window:
    """Days in a row on which an offer is shown the same way."""

    starts_on: date
    ends_on: date
    comes_last: bool = False  # the answer comes later, or nobody confirms it: shown last


def cut(shown: Days, pauses: Iterable[Days], slower: Iterable[Days]) -> list[Window]:
    """What is left of the days shown once the pauses are taken out, and which of it is slower, in order."""
    pauses, slower = list(pauses), list(slower)
    starts = {shown.first}
    for days in (*pauses, *slower):
        starts |= {days.first, _day_after(days.last)}
    bounds = sorted(day for day in starts if shown.holds(day))
    windows: list[Window] = []
    for number, first in enumerate(bounds):
        if any(days.holds(first) for days in pauses):
            continue
        last = bounds[number + 1] - ONE_DAY if number + 1 < len(bounds) else shown.last
        windows.append(Window(first, last, any(days.holds(first) for days in slower)))
    return windows


def closed(periods: Iterable[Days]) -> list[Days]:
    """The days that no period holds, for an offer open only on some; nothing for one that is always open."""
    found: list[Days] = []
    first = date.min
    for days in sorted(periods, key=lambda each: (each.first, each.last)):
        if days.first > first:
            found.append(Days(first, days.first - ONE_DAY))
        first = max(first, _day_after(days.last))
    return [*found, Days(first, date.max)] if first > date.min else []


def _day_after(day: date) -> date:
    return day + ONE_DAY if day < date.max else day
