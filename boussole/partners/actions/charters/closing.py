"""All the charters of a territory that closes: a notice to each partner, taken back when it stays open after all."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Q

from boussole.accounts.models import User
from boussole.core.db import locked, require_transaction
from boussole.core.typography import day_in_words
from boussole.partners.actions.charters.ending import begin_notice, cancel_notice
from boussole.partners.actions.charters.sending import give_up
from boussole.partners.joining import tell_of_standing
from boussole.partners.models import CharterAgreement
from boussole.territories.models import Territory

Status = CharterAgreement.Status
Party = CharterAgreement.Party


def end_all(territory: Territory, *, last_day: date, reason: str, by: User, now: datetime) -> int:
    """Have those in force end on that day at the latest, and give up those at work; return how many will end.

    Who decides, the caller has seen. A notice that ends earlier stands.
    """
    require_transaction()
    for row in territory.charters.filter(status__in=CharterAgreement.AT_WORK).order_by("pk"):
        agreement = _held(row, territory)
        note = f"« {territory.name} » ferme le {day_in_words(last_day, year=True)}."
        give_up(agreement, note=note, by=by, now=now)
        tell_of_standing(agreement.structure, by, now)
    lasting = Q(ends_on__isnull=True) | Q(ends_on__gt=last_day)
    rows = list(territory.charters.filter(lasting, status=Status.IN_FORCE).order_by("pk"))
    for row in rows:
        agreement = _held(row, territory)
        agreement.forget_sooner()
        begin_notice(agreement, Party.ANIMATION, ends_on=last_day, reason=reason, by=by, now=now)
    return len(rows)


def resume_all(territory: Territory, *, last_day: date, by: User, now: datetime) -> int:
    """Those that would have ended with their territory go on; return how many."""
    require_transaction()
    rows = list(
        territory.charters.filter(
            status=Status.IN_FORCE, ends_on=last_day, notice_from=Party.ANIMATION, sooner_on=None
        ).order_by("pk")
    )
    for row in rows:
        cancel_notice(_held(row, territory), by=by, now=now)
    return len(rows)


def _held(row: CharterAgreement, territory: Territory) -> CharterAgreement:
    """The row, locked, with the territory as it is being changed."""
    agreement = locked(row)
    agreement.territory = territory
    return agreement
