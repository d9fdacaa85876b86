"""Prepare or send many charters at one press: after a change of substance there may be dozens to sign again.

Each for itself: one that cannot holds back no other, and a press cut short is pressed again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from boussole.accounts.models import User
from boussole.core.moves import MoveRefused
from boussole.partners.actions.charters.preparing import prepare
from boussole.partners.actions.charters.sending import send
from boussole.partners.models import CharterAgreement, Structure
from boussole.territories.models import Territory

MOST_AT_ONCE = 30  # each writes four mails: a page answers within seconds, and whoever has more presses again


@dataclass(frozen=True, slots=True)
class Press:
    """What one press did, and why the others stayed as they were."""

    done: list[CharterAgreement]
    stayed: list[tuple[Structure, str]]


def send_many(agreements: Sequence[CharterAgreement], *, by: User, day: date, now: datetime) -> Press:
    """One that has left already is refused by its own state: nobody is written to twice."""
    press = Press([], [])
    for agreement in agreements[:MOST_AT_ONCE]:
        try:
            press.done.append(send(agreement, by=by, day=day, now=now))
        except MoveRefused as refusal:
            press.stayed.append((agreement.structure, refusal.message))
    return press


def prepare_many(
    pairs: Iterable[tuple[Structure, Territory]], *, by: User, day: date, now: datetime
) -> Press:
    """Nothing leaves: each is completed and sent after. One that is prepared already is prepared again."""
    press = Press([], [])
    for structure, territory in list(pairs)[:MOST_AT_ONCE]:
        try:
            press.done.append(prepare(structure, territory, by=by, day=day, now=now))
        except MoveRefused as refusal:
            press.stayed.append((structure, refusal.message))
    return press
