"""Who does something, which day, at what moment: what every action asks."""

from __future__ import annotations

from datetime import date, datetime
from typing import TypedDict

from boussole.accounts.models import User
from boussole.demo.personas import CLAIRE
from boussole.demo.year import Year


class Act(TypedDict):
    """To be given whole: `action(row, **act(year, somebody, at))`."""

    by: User
    day: date
    now: datetime


def act(year: Year, somebody: User, at: datetime) -> Act:
    return {"by": somebody, "day": year.window.day(at), "now": at}


def claire() -> User:
    """Who animates the territory."""
    return User.objects.get(email=CLAIRE.email)
