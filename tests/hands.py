"""The clock in the hands of a test: it stands still until moved."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from boussole.core import clock
from tests.factories import NOW


class Hands:
    """What the site believes the time to be."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def forward(self, **by: float) -> datetime:
        """Move the clock: `hands.forward(days=2)`."""
        self.now += timedelta(**by)
        return self.now


@pytest.fixture
def hands(monkeypatch: pytest.MonkeyPatch) -> Hands:
    """A Monday at 10, in Paris."""
    held = Hands(NOW)
    now: Callable[[], datetime] = lambda: held.now  # noqa: E731
    monkeypatch.setattr(clock, "now", now)
    return held
