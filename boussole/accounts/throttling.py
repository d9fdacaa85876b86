"""Slowing down whoever guesses. The counts live in PostgreSQL, shared by every web process.

Unlike `privacy.limits`, which counts whatever comes, only failures count here, and each makes the wait longer.
A try is counted *before* it is looked at, under a row lock: a thousand tries at the same moment are
counted one by one, and only the first ones are looked at. A success gives its try back.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from boussole.accounts.models import Throttle
from boussole.core.typography import counted
from boussole.privacy.fingerprints import fingerprint


@dataclass(frozen=True, slots=True)
class Limit:
    """So many failures, then a wait that doubles at each new failure."""

    name: str
    failures: int
    first_wait: timedelta = timedelta(minutes=1)
    longest_wait: timedelta = timedelta(hours=1)
    # A quiet day and all is forgotten. Longer than the longest wait, or waiting would bring tries back.
    window: timedelta = timedelta(hours=24)

    def wait_after(self, failures: int) -> timedelta | None:
        """How long nothing is looked at after that many failures."""
        beyond = failures - self.failures
        if beyond < 0:
            return None
        return min(self.first_wait * 2 ** min(beyond, 20), self.longest_wait)

    def key(self, whom: str) -> str:
        return fingerprint(f"throttle.{self.name}", whom)


PASSWORD = Limit("password", failures=10)  # CNIL: ten failures at most (guarantees.md R10)
SECOND_FACTOR = Limit("second_factor", failures=5)  # six digits are few
NETWORK = Limit("network", failures=50, longest_wait=timedelta(minutes=15))  # an office shares one address


class Refused(Exception):
    """Too many failures: nothing is looked at before `until`."""

    def __init__(self, until: datetime) -> None:
        super().__init__()
        self.until = until

    def message(self, now: datetime) -> str:
        """What the person reads: how long to wait, and nothing about the account."""
        minutes = max(1, math.ceil((self.until - now).total_seconds() / 60))
        return f"Trop d’essais à la suite. Réessayez dans {counted(minutes, 'minute')}."


def count_try(limit: Limit, whom: str, *, now: datetime) -> None:
    """Count one try, as a failure until it is given back.

    :raises Refused: when the door is closed for now; such a try is not counted
    """
    with transaction.atomic():
        row, _ = Throttle.objects.select_for_update().get_or_create(
            key=limit.key(whom), defaults={"last_at": now}
        )
        if row.closed_until and now < row.closed_until:
            raise Refused(row.closed_until)
        if now - row.last_at >= limit.window:
            row.failures = 0
        row.failures += 1
        wait = limit.wait_after(row.failures)
        row.last_at, row.closed_until = now, now + wait if wait else None
        row.save()


def give_back(limit: Limit, whom: str) -> None:
    """The try was a good one: it no longer counts. The failures before it still do."""
    with transaction.atomic():
        row = Throttle.objects.select_for_update().filter(key=limit.key(whom), failures__gt=0).first()
        if row:
            row.failures -= 1
            row.closed_until = None
            row.save()


def forget(limit: Limit, whom: str) -> None:
    """Start again from nothing: the person has proved who they are in another way."""
    Throttle.objects.filter(key=limit.key(whom)).delete()
