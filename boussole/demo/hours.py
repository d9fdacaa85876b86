"""When things happen: young people search in the evening, professionals answer in office hours. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

MONTHS = (1.1, 0.9, 1.0, 0.9, 0.9, 1.0, 0.6, 0.45, 1.5, 1.3, 1.2, 0.7)  # school years begin in September
WEEKDAYS = (1.3, 1.2, 1.25, 1.1, 0.95, 0.7, 0.9)
GROWTH = (0.5, 1.4)  # from the first day of the year told to the last: word spreads
HOURS = (2, 1, 0, 0, 0, 0, 1, 3, 6, 8, 9, 8, 12, 11, 9, 8, 10, 13, 14, 13, 13, 12, 9, 5)

Interval = tuple[datetime, datetime]
OFFICE = ((time(9), time(12)), (time(13, 30), time(17, 30)))
STAND_BY = ((time(9, 30), time(12, 30)),)  # a Saturday, when a promise would otherwise be broken
EVENING = ((time(17, 30), time(20)),)
DAYTIME = ((time(10), time(19)),)  # a Sunday, for those who promise a day
SATURDAY, SUNDAY = 5, 6
AT_WORK = (
    (OFFICE, range(SATURDAY)),
    (STAND_BY, (SATURDAY,)),
    (EVENING, range(SATURDAY)),
    (DAYTIME, (SUNDAY,)),
)


def search_moments(
    rng: Random, count: int, *, since: datetime, until: datetime, zone: ZoneInfo
) -> list[datetime]:
    """So many moments of the year at which somebody searches, in order."""
    first = since.astimezone(zone).date()
    days = [first + timedelta(days=n) for n in range((until.astimezone(zone).date() - first).days + 1)]
    weights = list(accumulate(_weight(day, n / max(1, len(days) - 1)) for n, day in enumerate(days)))
    found: list[datetime] = []
    while len(found) < count:
        (day,) = rng.choices(days, cum_weights=weights)
        (hour,) = rng.choices(range(24), HOURS)
        moment = datetime.combine(day, time(hour, rng.randrange(60), rng.randrange(60)), tzinfo=zone)
        if since <= moment <= until:
            found.append(moment.astimezone(UTC))
    return sorted(found)


def _weight(day: date, progress: float) -> float:
    start, end = GROWTH
    return MONTHS[day.month - 1] * WEEKDAYS[day.weekday()] * (start + (end - start) * progress)


def working_moment(
    rng: Random, since: datetime, until: datetime, zone: ZoneInfo, *, haste: float = 1.0
) -> datetime:
    """A moment between the two at which a professional may pick up the phone; `haste` above 1 is sooner.

    When nobody is at work between the two, any moment: a promise may end on a Sunday.
    """
    found = moment_at_work(rng, since, until, zone, haste=haste)
    return found or _within([(since.astimezone(UTC), until.astimezone(UTC))], rng.random())


def moment_at_work(
    rng: Random, since: datetime, until: datetime, zone: ZoneInfo, *, haste: float = 1.0
) -> datetime | None:
    """The same, in office hours; failing that on a Saturday morning, in the evening, on a Sunday; else None."""
    since, until = since.astimezone(UTC), until.astimezone(UTC)  # or an hour appears with the summer
    for hours, days in AT_WORK:
        if intervals := list(_intervals(since, until, zone, hours, days)):
            return _within(intervals, rng.random() ** haste)
    return None


def evening_after(rng: Random, moment: datetime, zone: ZoneInfo) -> datetime:
    """When a young person looks at their phone: the next evening, or the one after."""
    day = (moment.astimezone(zone) + timedelta(days=rng.choice((1, 1, 1, 2)))).date()
    at = time(rng.randrange(18, 23), rng.randrange(60), rng.randrange(60))
    return datetime.combine(day, at, tzinfo=zone).astimezone(UTC)


def _intervals(
    since: datetime,
    until: datetime,
    zone: ZoneInfo,
    hours: tuple[tuple[time, time], ...],
    weekdays: Collection[int],
) -> Iterator[Interval]:
    day = since.astimezone(zone).date()
    while day <= until.astimezone(zone).date():
        if day.weekday() in weekdays:
            for start, end in hours:
                begins = max(since, datetime.combine(day, start, tzinfo=zone).astimezone(UTC))
                ends = min(until, datetime.combine(day, end, tzinfo=zone).astimezone(UTC))
                if begins < ends:
                    yield begins, ends
        day += timedelta(days=1)


def _within(intervals: list[Interval], share: float) -> datetime:
    """The moment that comes after this share of the time that the intervals hold."""
    left = sum((end - start for start, end in intervals), timedelta()) * share
    for start, end in intervals:
        if left <= end - start:
            return (start + left).replace(microsecond=0)
        left -= end - start
    return intervals[-1][1]
