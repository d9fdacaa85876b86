"""How long a redirection may wait, and who is told then. Pure: no query, no clock (product.md 5.4).

Like the rest of the schedule (decision 0016), a day of waiting is a day that is over: what it brings is
told at nine on the next morning, where the young person lives. The ledger of reminders remembers it.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from boussole.contact_requests import promise
from boussole.contact_requests.schedule import MORNING, UTC
from boussole.core.clock import local_day

DAYS_TO_AGREE = 2  # then the sender decides
DAYS_TO_ANSWER = 2  # then the sender may take the request elsewhere


class HandoverKind(StrEnum):
    """What the ledger remembers of one redirection."""

    AGREEMENT_LAPSED = "AGREEMENT_LAPSED"
    REDIRECTION_REMINDED = "REDIRECTION_REMINDED"
    REDIRECTION_UNANSWERED = "REDIRECTION_UNANSWERED"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What must be known of a redirection under way."""

    asked_at: datetime
    proposed_at: datetime | None
    timezone: str


@dataclass(frozen=True, slots=True)
class HandoverStep:
    """Something to do, its moment, and the local day under which the ledger remembers it."""

    kind: HandoverKind
    at: datetime
    day: date


def agree_by(asked_at: datetime, timezone: str) -> datetime:
    """Until when the young person's answer is waited for."""
    return promise.due_at(asked_at, DAYS_TO_AGREE, timezone)


def answer_by(proposed_at: datetime, timezone: str) -> datetime:
    """Until when the receiver's answer is waited for."""
    return promise.due_at(proposed_at, DAYS_TO_ANSWER, timezone)


def steps(waiting: Waiting) -> list[HandoverStep]:
    """Everything that this wait will bring, in order, if nobody answers."""
    if waiting.proposed_at is None:
        return [_after(HandoverKind.AGREEMENT_LAPSED, waiting.asked_at, DAYS_TO_AGREE, waiting.timezone)]
    return [
        _after(HandoverKind.REDIRECTION_REMINDED, waiting.proposed_at, 1, waiting.timezone),
        _after(HandoverKind.REDIRECTION_UNANSWERED, waiting.proposed_at, DAYS_TO_ANSWER, waiting.timezone),
    ]


def due_step(waiting: Waiting, done: Collection[tuple[str, date]], now: datetime) -> HandoverStep | None:
    """What must be told now: after an outage, the gravest thing alone, and nothing twice."""
    passed = [step for step in steps(waiting) if step.at <= now]
    if not passed or (passed[-1].kind, passed[-1].day) in done:
        return None
    return passed[-1]


def _after(kind: HandoverKind, begun_at: datetime, days: int, timezone: str) -> HandoverStep:
    """The morning after that many whole days."""
    day = local_day(begun_at, timezone) + timedelta(days=days + 1)
    return HandoverStep(kind, datetime.combine(day, MORNING, tzinfo=ZoneInfo(timezone)).astimezone(UTC), day)
