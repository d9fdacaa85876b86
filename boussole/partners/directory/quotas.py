"""How often one may look: enough for a day's work, too little for a copy (product.md P5, guarantees.md G19).

A list of results names people and shows no coordinate; a card shows them, and is counted.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.verdicts import YES, Verdict, no
from boussole.privacy import limits

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


class What(StrEnum):
    """What is counted."""

    SEARCH = "search"
    CARD = "card"
    WHOLE = "whole"  # a territory, printed or exported
    ERROR = "error"  # a mistake reported: each writes to people


LIMITS: dict[What, tuple[tuple[int, timedelta], ...]] = {
    What.SEARCH: ((60, HOUR), (200, DAY)),
    What.CARD: ((40, HOUR), (120, DAY)),
    What.WHOLE: ((10, DAY),),
    What.ERROR: ((10, DAY),),
}
REASONS = {
    HOUR: "Vous avez beaucoup consulté l’annuaire en peu de temps. Il s’ouvre de nouveau dans une heure au plus.",
    DAY: "Vous avez atteint le nombre de consultations d’une journée. L’annuaire s’ouvre de nouveau demain.",
}


def spend(what: What, *, by: User, now: datetime) -> Verdict:
    """Count one more look of this person: a refusal says when to come back, and is traced once a period.

    Call it outside any transaction (see `privacy.limits.hit`).
    """
    for limit, per in LIMITS[what]:
        scope = f"directory.{what}.{per.total_seconds():.0f}"
        if limits.hit(scope, str(by.pk), limit=limit, per=per, now=now):
            continue
        if limits.count(scope, str(by.pk), now=now) == limit + 1:
            trail.record("directory.quota_reached", by=by, on=by, at=now, what=str(what), limit=limit)
        return no(REASONS[per])
    return YES
