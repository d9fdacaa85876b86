"""What goes wrong, and when. Pure: the same seed gives the same plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from random import Random


class Kind(StrEnum):
    """One way for the world to fail."""

    KILL_WEB = "kill -9 of the web server"
    KILL_WEB_CHILD = "kill -9 of a web process"
    KILL_WORKER = "kill -9 of the worker"
    KILL_POSTGRES = "kill -9 of PostgreSQL"
    SMTP_DOWN = "SMTP is down"
    SMTP_SLOW = "SMTP is slow"
    SMTP_4XX = "SMTP answers 451 to 70 %"
    SMTP_CUT = "SMTP hangs up after DATA, 50 %"
    SMTP_5XX = "SMTP refuses one domain for good"


KILLS = (Kind.KILL_WEB, Kind.KILL_WEB_CHILD, Kind.KILL_WORKER, Kind.KILL_POSTGRES)
WEATHER = (Kind.SMTP_CUT, Kind.SMTP_4XX, Kind.SMTP_SLOW, Kind.SMTP_DOWN, Kind.SMTP_5XX)
CALM_BEFORE = 0.05  # share of the run: what a calm site does is on the figure too


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """Begins `at` so many seconds after the first filing; lasts, unless it is a kill."""

    at: float
    kind: Kind
    lasts: float = 0.0

    def __str__(self) -> str:
        lasting = f", for {self.lasts:.0f} s" if self.lasts else ""
        return f"{self.at:6.1f} s  {self.kind}{lasting}"


def plan(seed: int, *, seconds: float, kills: int) -> list[Fault]:
    """Kills spread over the run, each kind as often as the others, while the mail server has its five troubles."""
    random = Random(f"chaos/{seed}")
    first, last = seconds * CALM_BEFORE, seconds * 0.95
    return sorted(_kills(random, first, last, kills) + _weather(random, first, last))


def _kills(random: Random, first: float, last: float, count: int) -> list[Fault]:
    kinds = [KILLS[n % len(KILLS)] for n in range(count)]
    random.shuffle(kinds)
    slot = (last - first) / max(count, 1)
    return [Fault(first + slot * (n + random.random() * 0.8), kind) for n, kind in enumerate(kinds)]


def _weather(random: Random, first: float, last: float) -> list[Fault]:
    """One trouble after the other, with some calm between them: each can then be told from the next."""
    kinds = list(WEATHER)
    random.shuffle(kinds)
    slot = (last - first) / len(kinds)
    return [Fault(first + slot * (n + 0.1), kind, lasts=slot * 0.7) for n, kind in enumerate(kinds)]
