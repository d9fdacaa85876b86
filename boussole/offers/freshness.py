"""How long an offer stays believed without a word from its structure. Pure: dates in, dates out (product.md 5.5).

An offer says when it must be confirmed. The rest is told by the calendar, and nothing of it is stored: who is
reminded and when, from which day it is shown last, from which day it is no longer shown. The people of the
structure are reminded before; the animation is told before young people see any difference.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

MONTHS = range(1, 13)  # between two confirmations: each territory chooses
USUAL_MONTHS = 6

SOON_BEFORE = timedelta(days=15)
LATE_AFTER = timedelta(days=15)
DOWN_AFTER = timedelta(days=30)
OFF_AFTER = timedelta(days=60)
WARNED_BEFORE = timedelta(days=7)  # the animation, before each of the two
# Off the site for that long: nobody is told any more, the lists still say it.
STALE_AFTER = timedelta(days=90)


class State(StrEnum):
    """Where an offer stands, one day, with regard to its date."""

    FRESH = "FRESH"
    SOON = "SOON"
    LATE = "LATE"
    DOWN = "DOWN"
    OFF = "OFF"


class Notice(StrEnum):
    """What is sent; the ledger `ConfirmationReminder` has the same codes."""

    SOON = "SOON"
    TODAY = "TODAY"
    LATE = "LATE"
    DOWN_SOON = "DOWN_SOON"
    OFF_SOON = "OFF_SOON"


TO_ANIMATION = frozenset({Notice.DOWN_SOON, Notice.OFF_SOON})


@dataclass(frozen=True, slots=True)
class Calendar:
    """Every date that follows from one date to confirm by."""

    confirm_by: date

    @property
    def soon_from(self) -> date:
        return self.confirm_by - SOON_BEFORE

    @property
    def down_from(self) -> date:
        """The first day on which it is shown last."""
        return self.confirm_by + DOWN_AFTER

    @property
    def off_from(self) -> date:
        """The first day on which it is no longer shown."""
        return self.confirm_by + OFF_AFTER

    def state(self, day: date) -> State:
        """How it stands that day; on the very day of the date, it is not late yet."""
        if day >= self.off_from:
            return State.OFF
        if day >= self.down_from:
            return State.DOWN
        if day > self.confirm_by:
            return State.LATE
        return State.SOON if day >= self.soon_from else State.FRESH

    def true_days(self, notice: Notice) -> tuple[date, date]:
        """From which day a notice is sent, and the day when something else has taken its place.

        After an outage only what is still true is sent: nobody reads « dans 15 jours » on the day itself.
        """
        by = self.confirm_by
        return {
            Notice.SOON: (self.soon_from, by),
            Notice.TODAY: (by, by + LATE_AFTER),
            Notice.LATE: (by + LATE_AFTER, self.off_from),
            Notice.DOWN_SOON: (self.down_from - WARNED_BEFORE, self.off_from - WARNED_BEFORE),
            Notice.OFF_SOON: (self.off_from - WARNED_BEFORE, by + STALE_AFTER),
        }[notice]

    def due(self, day: date, done: Collection[Notice]) -> list[Notice]:
        """What must be sent that day, and was not: one notice at most to each of the two audiences."""
        return [
            notice
            for notice in Notice
            if notice not in done and (true := self.true_days(notice))[0] <= day < true[1]
        ]


def state_of(confirm_by: date | None, day: date) -> State:
    """The same for an offer that may have no date: such an offer never goes down."""
    return State.FRESH if confirm_by is None else Calendar(confirm_by).state(day)
