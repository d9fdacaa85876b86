"""The rules of the reminders, applied by hand: slow, naive, and without a line of the code under test.

It keeps a diary. Each time the sweep passes, it reads what is known of the request, walks through the
days on a calendar, looks at the clock on the wall of the young person, and decides what to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

DAY = timedelta(days=1)
TO_ASK = {"ACCOMPANIED", "APPOINTMENT", "INFORMED", "NOT_ELIGIBLE", "NO_LONGER_NEEDED"}
Said = tuple[str, date, str]  # what, under which day, to whom


@dataclass
class Known:
    """What somebody who looks at the request would know at one moment."""

    filed: datetime
    due: datetime
    zone: str
    attempts: list[tuple[datetime, bool]] = field(default_factory=list)  # when, reached or not
    closed: tuple[datetime, str] | None = None
    stirred: list[datetime] = field(default_factory=list)
    owner: int | None = None
    away: list[tuple[int, date, date, bool]] = field(default_factory=list)  # who, from, to, stand-in
    doubtful: bool = False
    opinion: bool = False


@cache
def when_the_wall_says(zone: str, day: date, hour: int) -> datetime:
    """The instant at which a clock on the wall shows that hour of that day: try every quarter of an hour."""
    moment = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(hours=16)
    wall = ZoneInfo(zone)
    while True:
        shown = moment.astimezone(wall)
        if (shown.date(), shown.hour, shown.minute) == (day, hour, 0):
            return moment
        moment += timedelta(minutes=15)


class Diary:
    """What was said about one request, sweep after sweep."""

    def __init__(self, is_worked: Callable[[date], bool]) -> None:
        self.is_worked = is_worked
        self.said: list[Said] = []

    def sweep(self, known: Known, now: datetime) -> list[Said]:
        if known.doubtful:
            return []
        found = [*self._about_the_promise(known, now), *self._opinion(known, now)]
        self.said += found
        return found

    def has_said(self, *kinds: str) -> bool:
        return any(what in kinds for what, _, _ in self.said)

    # --- the promise ---
    def _about_the_promise(self, known: Known, now: datetime) -> list[Said]:
        if known.attempts or known.closed:
            return []
        wall = ZoneInfo(known.zone)
        filing_day, due_day = known.filed.astimezone(wall).date(), known.due.astimezone(wall).date()
        found: list[Said] = []

        day = max([known.filed, *known.stirred]).astimezone(wall).date()
        for _ in range(30):  # thirty whole days after that of the last sign
            day += DAY
        end = max(day, due_day) + DAY
        if now >= self._nine(known, end):
            the_end = ("UNANSWERED", end, "YOUNG_PERSON")
            return [] if the_end in self.said else [the_end]

        if not self.has_said("LATE"):
            if now > known.due:
                if now >= self._nine(known, due_day + DAY):
                    found.append(("LATE", due_day + DAY, "EVERY_REFERENT"))
            else:
                found += self._reminder(known, filing_day, due_day, now)

        if now >= self._nine(known, due_day + 4 * DAY):
            if not self.has_said("THREE_DAYS_LATE"):
                found.append(("THREE_DAYS_LATE", due_day + 4 * DAY, "ANIMATOR"))
        elif now >= self._nine(known, due_day + 2 * DAY) and not self.has_said(
            "ONE_DAY_LATE", "THREE_DAYS_LATE"
        ):
            found.append(("ONE_DAY_LATE", due_day + 2 * DAY, "ANIMATOR"))
        if now >= self._nine(known, due_day + 2 * DAY) and not self.has_said("APOLOGY"):
            found.append(("APOLOGY", due_day + 2 * DAY, "YOUNG_PERSON"))
        return found

    def _reminder(self, known: Known, filing_day: date, due_day: date, now: datetime) -> list[Said]:
        days = [filing_day]
        while days[-1] < due_day:
            days.append(days[-1] + DAY)
        promised = len(days) - 1
        half = next(n for n in range(promised + 1) if 2 * n >= promised)
        half_way = self._brought_forward(known, days, days[half])
        day_before = self._brought_forward(known, days, days[-2]) if promised >= 2 else None
        if day_before and now >= self._nine(known, day_before) and not self.has_said("DAY_BEFORE"):
            return [("DAY_BEFORE", day_before, self._who(known, now))]
        if (
            half_way != day_before
            and now >= self._nine(known, half_way)
            and not self.has_said("HALF_WAY", "DAY_BEFORE")
        ):
            return [("HALF_WAY", half_way, self._who(known, now))]
        return []

    def _brought_forward(self, known: Known, days: list[date], planned: date) -> date:
        """On a day when nobody works, the last day of work before, provided that the request was there."""
        possible = [day for day in days if day <= planned and self.is_worked(day)]
        possible = [day for day in possible if self._nine(known, day) > known.filed]
        return possible[-1] if possible else planned

    def _who(self, known: Known, now: datetime) -> str:
        today = now.astimezone(ZoneInfo(known.zone)).date()
        gone = [each for each in known.away if each[0] == known.owner and each[1] <= today <= each[2]]
        return "DEPUTY" if any(somebody_stands_in for *_, somebody_stands_in in gone) else "OWNER_OR_CONTACT"

    # --- the opinion ---
    def _opinion(self, known: Known, now: datetime) -> list[Said]:
        if known.opinion or self.has_said("OPINION_AFTER_CONTACT", "OPINION_AT_END"):
            return []
        wall = ZoneInfo(known.zone)
        reached = [at for at, did_reach in known.attempts if did_reach]
        week_after = None
        if reached:
            day = reached[0].astimezone(wall).date()
            for _ in range(7):
                day += DAY
            week_after = when_the_wall_says(known.zone, day, 17)
        what, when = None, None
        if week_after and not (known.closed and known.closed[0] <= week_after):
            what, when = "OPINION_AFTER_CONTACT", week_after
        elif known.closed and known.closed[1] in TO_ASK:
            day = known.closed[0].astimezone(wall).date()
            what, when = "OPINION_AT_END", when_the_wall_says(known.zone, day, 17)
            if when < known.closed[0]:
                when = when_the_wall_says(known.zone, day + DAY, 17)
        if what and when and when <= now < when + 14 * DAY:
            return [(what, when.astimezone(wall).date(), "YOUNG_PERSON")]
        return []

    def _nine(self, known: Known, day: date) -> datetime:
        return when_the_wall_says(known.zone, day, 9)
