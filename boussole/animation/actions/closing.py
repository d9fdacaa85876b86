"""A territory closes for good, said ahead: its charters end on its last day, its promises are kept."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from boussole.accounts.models import User
from boussole.animation import emails, policies
from boussole.animation.actions.territories import TerritoryRefused
from boussole.audit import trail
from boussole.core.clock import local_day
from boussole.core.db import LocalDay, locked
from boussole.core.typography import day_in_words
from boussole.partners.actions import charters
from boussole.partners.charters.life import LONGEST_NOTICE, earliest_end
from boussole.territories.models import Territory


@transaction.atomic
def plan_closing(
    territory: Territory, *, last_day: date, reason: str, by: User, day: date, now: datetime
) -> int:
    """Close it after that day, a month ahead at least: each partner has its notice; return how many charters end.

    :raises NotAllowed: for somebody who is not of the national team, or when it closes already
    :raises TerritoryRefused: when the day or the reason does not hold
    """
    territory = locked(territory)
    policies.can_close(by, territory, day).require()
    today = local_day(now, territory.timezone)
    if last_day < (earliest := earliest_end(today)):
        said = day_in_words(earliest, year=True)
        raise TerritoryRefused(f"Choisissez un jour à partir du {said}.", "last_day")
    if last_day > today + LONGEST_NOTICE:
        raise TerritoryRefused("Une fermeture s’annonce un an avant au plus.", "last_day")
    if not reason.strip():
        raise TerritoryRefused("Dites pourquoi : les partenaires le liront.", "reason")
    territory.closes_on = last_day
    territory.save(update_fields=["closes_on"])
    ended = charters.end_all(territory, last_day=last_day, reason=reason, by=by, now=now)
    trail.record(
        "territory.closing_planned", by=by, on=territory, at=now, on_day=last_day.isoformat(), charters=ended
    )
    emails.tell_territory_closes(territory, reason=reason.strip(), charters=ended, now=now)
    return ended


@transaction.atomic
def call_off_closing(territory: Territory, *, by: User, day: date, now: datetime) -> int:
    """It stays open: the notices of its closing are taken back; return how many charters go on.

    :raises NotAllowed: for somebody who is not of the national team, or when no closing is planned
    """
    territory = locked(territory)
    policies.can_call_off_closing(by, territory, day).require()
    last_day = territory.closes_on or date.max
    resumed = charters.resume_all(territory, last_day=last_day, by=by, now=now)
    territory.closes_on = None
    territory.save(update_fields=["closes_on"])
    trail.record("territory.closing_called_off", by=by, on=territory, at=now, charters=resumed)
    emails.tell_territory_stays(territory, now=now)
    return resumed


def close_due(*, now: datetime) -> int:
    """Those whose last day is over where they are; return how many. Safe to repeat."""
    over = Territory.objects.alias(today=LocalDay(F("timezone"), now)).filter(
        is_open=True, closes_on__lt=F("today")
    )
    return sum(_close(each, now=now) for each in over.order_by("pk"))


@transaction.atomic
def _close(territory: Territory, *, now: datetime) -> bool:
    territory = locked(territory)
    last_day = territory.closes_on
    if not territory.is_open or last_day is None or last_day >= local_day(now, territory.timezone):
        return False  # another worker was faster, or it stays open after all
    territory.is_open = False
    territory.save(update_fields=["is_open"])
    trail.record("territory.closed", by=None, on=territory, at=now)
    return True
