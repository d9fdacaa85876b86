"""The national team: who they are, and how long one of them alone must wait before ending a colleague's mandate.

Whoever holds one national account could otherwise put every other one out, without a word (decision 0036).
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from boussole.accounts.models import Mandate, User
from boussole.accounts.models.mandate import MandateQuerySet
from boussole.core.db import hold

NOTICE = timedelta(days=3)  # a week-end fits in it


def team_mandates(now: datetime) -> MandateQuerySet:
    """The national mandates in force of people who can sign in."""
    rows = Mandate.objects.in_force_at(now).filter(role=Mandate.Role.NATIONAL, user__is_active=True)
    return rows.select_related("user").order_by("pk")


def colleagues_of(user: User, now: datetime) -> list[User]:
    """The others of the team, each once."""
    found = {mandate.user_id: mandate.user for mandate in team_mandates(now) if mandate.user.is_open}
    return [person for pk, person in found.items() if pk != user.pk]


def is_agreed_by_two(mandate: Mandate, by: User, now: datetime) -> bool:
    """Whether somebody else has asked for this end already, and neither of the two has just come.

    Else one stolen account would bring in its own accomplice, and be two.
    """
    two = {mandate.end_asked_by_id, by.pk}
    since = mandate.today(now) - NOTICE
    settled = team_mandates(now).filter(user__in=two - {None}, starts_on__lte=since)
    return len({each.user_id for each in settled}) == 2


def earliest_end(mandate: Mandate, by: User, now: datetime) -> date:
    """The first last day that this person may give; yesterday is « at once »."""
    today = mandate.today(now)
    alone = mandate.is_national and not is_agreed_by_two(mandate, by, now)
    return today + NOTICE if alone else today - timedelta(days=1)


def stands_without(mandate: Mandate, last_day: date, now: datetime) -> bool:
    """Whether somebody remains in the national team after this mandate."""
    others = team_mandates(now).exclude(user=mandate.user_id)
    lasting = [each for each in others if each.ends_on is None or each.ends_on > last_day]
    return any(each.user.is_open for each in lasting)


def lock_team() -> None:
    """One change of the team at a time: two colleagues who end each other's mandate do it one after the other."""
    hold(Mandate.objects.filter(role=Mandate.Role.NATIONAL))
