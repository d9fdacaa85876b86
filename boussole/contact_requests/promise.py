"""The promise. Pure: no query, no clock (product.md 5.3, charter clause P2).

A structure promises to call back within 1 to 7 calendar days. The young person is shown a date; the
promise is kept when a first attempt to contact them is logged by the end of that day, where they live.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from boussole.core.typography import NO_BREAK, counted, day_in_words

UTC = ZoneInfo("UTC")
END_OF_DAY = time(23, 59, 59)
MIN_DAYS, MAX_DAYS = 1, 7


class PromiseState(StrEnum):
    """What can be said of a promise at one moment. Never stored: it is a matter of dates."""

    RUNNING = "RUNNING"
    KEPT = "KEPT"
    LATE = "LATE"  # nothing logged yet, and the date has passed
    BROKEN = "BROKEN"  # something was logged, too late; or the request ended without an attempt


def due_at(filed_at: datetime, promised_days: int, timezone: str) -> datetime:
    """The end, 23:59:59 local time, of the N-th calendar day after the day of filing, in UTC.

    Calendar days, and the day shown: elapsed hours would lie twice a year (guarantees.md 4.1, item 6).

    :raises ValueError: for a delay outside 1 to 7 days
    """
    if not MIN_DAYS <= promised_days <= MAX_DAYS:
        raise ValueError("A promised delay is 1 to 7 days.")
    local = ZoneInfo(timezone)
    day = filed_at.astimezone(local).date() + timedelta(days=promised_days)
    return datetime.combine(day, END_OF_DAY, tzinfo=local).astimezone(UTC)


def due_day(filed_at: datetime, promised_days: int, timezone: str) -> date:
    """The date shown: « au plus tard le mardi 25 novembre »."""
    return due_at(filed_at, promised_days, timezone).astimezone(ZoneInfo(timezone)).date()


def state(
    due: datetime, first_attempt_at: datetime | None, closed_at: datetime | None, now: datetime
) -> PromiseState:
    """What the promise has become. Reaching the person is another figure: an attempt keeps the promise."""
    if first_attempt_at is not None:
        return PromiseState.KEPT if first_attempt_at <= due else PromiseState.BROKEN
    if closed_at is not None:
        # Withdrawn in time by the young person: nothing was owed any more.
        return PromiseState.KEPT if closed_at <= due else PromiseState.BROKEN
    return PromiseState.LATE if due < now else PromiseState.RUNNING


class Bucket(StrEnum):
    """Where a request stands on a professional's desk."""

    LATE = "LATE"
    TODAY = "TODAY"
    TOMORROW = "TOMORROW"
    LATER = "LATER"


def bucket(due: datetime, now: datetime, timezone: str) -> Bucket:
    """Late, today, tomorrow or later, in the days of the territory."""
    if due < now:
        return Bucket.LATE
    local = ZoneInfo(timezone)
    days = (due.astimezone(local).date() - now.astimezone(local).date()).days
    return {0: Bucket.TODAY, 1: Bucket.TOMORROW}.get(days, Bucket.LATER)


def countdown(due: datetime, now: datetime, timezone: str) -> str:
    """« encore 2 jours, jusqu’à mardi 25 novembre », « en retard de 3 jours »."""
    local = ZoneInfo(timezone)
    last_day = due.astimezone(local).date()
    days = (last_day - now.astimezone(local).date()).days
    if due < now:
        return f"en retard de {counted(max(1, -days), 'jour')}"
    if days == 0:
        return "aujourd’hui, avant minuit"
    if days == 1:
        return f"encore 1{NO_BREAK}jour, jusqu’à demain soir"
    return f"encore {counted(days, 'jour')}, jusqu’au {day_in_words(last_day)}"
