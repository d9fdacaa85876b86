"""What is owed about a request, by whom and before when, at any instant. Pure: no query, no clock."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from boussole.contact_requests.schedule import Absent, Audience, Facts, Handover, answerable

ENOUGH_ATTEMPTS, ENOUGH_DAYS = 3, 2  # product.md 5.4


class What(StrEnum):
    """The next gesture."""

    REVIEW = "REVIEW"  # is this request genuine?
    CALL = "CALL"
    CALL_AGAIN = "CALL_AGAIN"
    CLOSE = "CLOSE"
    AGREE = "AGREE"  # to a redirection
    DECIDE = "DECIDE"  # the young person did not say: keep the request, or hand it over after a call
    ACCEPT = "ACCEPT"  # or decline
    NOTHING = "NOTHING"


@dataclass(frozen=True, slots=True)
class Owed:
    by: Audience
    what: What
    before: datetime | None = None


NOTHING = Owed(Audience.NOBODY, What.NOTHING)


def owed(facts: Facts, absences: Iterable[Absent], now: datetime) -> Owed:
    """The next gesture. A call stays owed when its date has passed, until the end."""
    if facts.closed_at is not None:
        return NOTHING
    if facts.is_quarantined:
        return Owed(Audience.ANIMATOR, What.REVIEW)
    team = answerable(facts, absences, facts.day_of(now))
    if facts.handover is not None:
        return _handover(facts.handover, team)
    if facts.first_attempt_at is None:
        return Owed(team, What.CALL, facts.due_at)
    may_end = facts.reached_at or is_tried_enough(facts.attempts, facts.days_of_attempts)
    return Owed(team, What.CLOSE if may_end else What.CALL_AGAIN)


def _handover(handover: Handover, team: Audience) -> Owed:
    if handover.waits_for == Audience.YOUNG_PERSON:
        return Owed(Audience.YOUNG_PERSON, What.AGREE, handover.before)
    if handover.waits_for == Audience.RECEIVER:
        return Owed(Audience.RECEIVER, What.ACCEPT, handover.before)
    return Owed(team, What.DECIDE)


def is_tried_enough(attempts: int, days: int) -> bool:
    """Whether somebody may be called unreachable: so many attempts, on so many different days."""
    return attempts >= ENOUGH_ATTEMPTS and days >= ENOUGH_DAYS
