"""A clock that begins on the same Monday for every journey, flows like the real one, and can be moved."""

import time
from datetime import datetime, timedelta

from tests.factories import NOW


class Clock:
    """Monday 23 November 2026, 10:00 in Paris, then on. Pages that wait for a person are not made to wait."""

    def __init__(self) -> None:
        self._began = time.monotonic()
        self._moved = timedelta()

    def now(self) -> datetime:
        return NOW + timedelta(seconds=time.monotonic() - self._began) + self._moved

    def forward(self, **by: float) -> None:
        """`forward(hours=3)`: three hours pass."""
        self._moved += timedelta(**by)
