"""Publish many versions at once: what is ready goes on line, what is not says why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from boussole.accounts.models import User
from boussole.core.moves import MoveRefused
from boussole.offers.actions.reviewing import approve
from boussole.offers.models import OfferVersion


@dataclass(frozen=True)
class Published:
    """What went on line, and what did not with the reason a person reads."""

    done: list[OfferVersion] = field(default_factory=list)
    refused: list[tuple[OfferVersion, str]] = field(default_factory=list)


def publish_many(versions: Iterable[OfferVersion], *, by: User, day: date, now: datetime) -> Published:
    """Publish each in its own transaction: one that is incomplete holds none of the others back."""
    published = Published()
    for version in versions:
        try:
            approve(version, by=by, day=day, now=now, seen=version.saves)
        except MoveRefused as refusal:
            published.refused.append((version, refusal.message))
        else:
            published.done.append(version)
    return published
