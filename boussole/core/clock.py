"""The only door to the time. Views, tasks and commands call it once, then pass `now` down."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils import timezone

OFFICE_HOURS = range(9, 20)


def now() -> datetime:
    """The present moment, aware, in UTC; in the demo, moved forward by what its visitor asked."""
    return timezone.now() + demo_offset()


def demo_offset() -> timedelta:
    """How far the demo's clock is ahead; zero anywhere else."""
    path = settings.DEMO_CLOCK_FILE
    if not path:
        return timedelta()
    try:
        return timedelta(seconds=int(Path(path).read_text()))
    except (FileNotFoundError, ValueError):
        return timedelta()


def move_demo_clock(by: timedelta) -> timedelta:
    """Move the demo's clock forward and return its new advance on the real time.

    :raises RuntimeError: outside the demo, where time belongs to nobody
    :raises ValueError: when asked to go back: what has been promised cannot be unpromised
    """
    if not settings.DEMO_CLOCK_FILE:
        raise RuntimeError("The clock moves in the demo only.")
    if by < timedelta():
        raise ValueError("The clock only moves forward.")
    offset = demo_offset() + by
    path = Path(settings.DEMO_CLOCK_FILE)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(str(int(offset.total_seconds())))
    return offset


def local_day(moment: datetime, timezone: str) -> date:
    """The calendar day of this moment where the clocks show this time zone."""
    return moment.astimezone(ZoneInfo(timezone)).date()


def is_office_hour(moment: datetime, timezone: str) -> bool:
    """Whether people may be written to at this moment where they are: reminders wait for nine, and leave before eight.

    A worker that was off catches up the same day, not in the night.
    """
    return moment.astimezone(ZoneInfo(timezone)).hour in OFFICE_HOURS


def real_now() -> datetime:
    """The real present, which the demo cannot move: for signs of life, never for the domain."""
    return timezone.now()


def planned(timestamp: int) -> datetime:
    """The `now` of a periodic task: the moment it was planned for, so that a replay gives the same result."""
    return datetime.fromtimestamp(timestamp, tz=UTC) + demo_offset()
