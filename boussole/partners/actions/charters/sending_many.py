"""Send many charters at one press: after a change of substance there may be dozens to sign again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from boussole.accounts.models import User
from boussole.core.moves import MoveRefused
from boussole.partners.actions.charters.sending import send
from boussole.partners.models import CharterAgreement

MOST_AT_ONCE = 30  # each writes four mails: a page answers within seconds, and whoever has more presses again


@dataclass(slots=True)
class Sending:
    """What one press did."""

    left: list[CharterAgreement] = field(default_factory=list)
    stayed: list[tuple[CharterAgreement, str]] = field(default_factory=list)  # and why


def send_many(agreements: Sequence[CharterAgreement], *, by: User, day: date, now: datetime) -> Sending:
    """Each for itself: one that cannot leave holds back no other, and a press cut short is pressed again.

    One that has left already is refused by its own state: nobody is written to twice.
    """
    done = Sending()
    for agreement in agreements[:MOST_AT_ONCE]:
        try:
            done.left.append(send(agreement, by=by, day=day, now=now))
        except MoveRefused as refusal:
            done.stayed.append((agreement, refusal.message))
    return done
