"""What must stop at once when an account is disabled. Modules above add their own, in their `reactions.py`."""

from collections.abc import Callable
from datetime import datetime

from boussole.accounts.models import User

Stop = Callable[[User, datetime], None]
_stops: list[Stop] = []


def on_disable(stop: Stop) -> Stop:
    """Decorates a function (user, now) called in the transaction that disables an account.

    For what this module cannot see: keys of an API, absences, links under way.
    """
    if stop not in _stops:
        _stops.append(stop)
    return stop


def stop_everything(user: User, now: datetime) -> None:
    """Call each registered function, in the order of their registration."""
    for stop in _stops:
        stop(user, now)
