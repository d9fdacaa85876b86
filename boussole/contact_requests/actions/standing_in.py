"""Requests follow absences: to the deputy on the first day, and back when nobody had begun them.

The dates of a request never move. What the absent person takes up during their absence is their own choice:
an absence moves requests once at its start (`handed_over_at`) and once at its end (`returned_at`).

At the end, nothing that somebody began changes hands again: the young person knows that name. What still
waits untouched goes back, so that it does not stay with somebody whose help is over (decision 0022).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction

from boussole.accounts.models import User
from boussole.contact_requests.actions.assigning import hand_to
from boussole.contact_requests.models import Assignment, ContactRequest
from boussole.contact_requests.queries.succession import requests_moved_by
from boussole.core.db import locked, require_transaction
from boussole.partners import actions as partner_actions
from boussole.partners import emails as partner_emails
from boussole.partners import policies as partner_policies
from boussole.partners.absences import today_at
from boussole.partners.models import Absence, Referent

logger = logging.getLogger(__name__)
ONE_DAY = timedelta(days=1)
Why = Assignment.Why


def follow_absences(*, now: datetime) -> int:
    """One sweep: the absences that have begun hand over, those that have ended give back. Returns how many.

    Each has its own transaction: a sweep that is killed resumes with the next one.
    """
    day = now.date()
    relays = Absence.objects.standing().filter(rule=Absence.Rule.DEPUTY)
    beginning = relays.filter(
        handed_over_at__isnull=True, starts_on__lte=day + ONE_DAY, ends_on__gte=day - ONE_DAY
    )
    ending = relays.filter(handed_over_at__isnull=False, returned_at__isnull=True, ends_on__lte=day + ONE_DAY)
    begun = [_alone(hand_over, absence, now) for absence in beginning.order_by("pk")]
    ended = [_alone(give_back_if_ended, absence, now) for absence in ending.order_by("pk")]
    return sum(begun) + sum(ended)


def _alone(act: Callable[[Absence, User | None, datetime], int], absence: Absence, now: datetime) -> int:
    try:
        with transaction.atomic():
            return act(locked(absence), None, now)
    except Exception:  # one absence that fails does not hold the others back
        logger.exception("The absence %s could not be followed.", absence.pk)
        return 0


def hand_over(absence: Absence, by: User | None, now: datetime) -> int:
    """Once its first day has come, the requests of whoever is away go to the deputy. Returns how many."""
    require_transaction()
    today = today_at(absence.structure, now)
    if not absence.covers(today) or absence.deputy is None or absence.handed_over_at is not None:
        return 0
    if not partner_policies.can_stand_in(absence.deputy, absence.structure, today, absence.ends_on):
        partner_actions.call_off(absence, by=None, now=now)
        partner_emails.tell_deputy_gone(absence, now=now)
        return 0
    absence.handed_over_at = now
    absence.save(update_fields=["handed_over_at"])
    moving = requests_moved_by(absence).select_for_update(of=("self",)).order_by("pk")
    rows = list(moving.select_related("filing", "offer__theme", "structure", "owner"))
    for contact_request in rows:
        hand_to(contact_request, absence.deputy, why=Why.ABSENCE, by=by, now=now)
    return len(rows)


def give_back_if_ended(absence: Absence, by: User | None, now: datetime) -> int:
    if today_at(absence.structure, now) <= absence.ends_on:
        return 0
    return give_back(absence, by, now)


def give_back(absence: Absence, by: User | None, now: datetime) -> int:
    """What the deputy was given and nobody began goes back to whoever had it. Returns how many.

    Not when the deputy is gone (their requests go to the manager), nor to somebody who left or is away again.
    """
    require_transaction()
    if absence.handed_over_at is None or absence.returned_at is not None:
        return 0
    absence.returned_at = now
    absence.save(update_fields=["returned_at"])
    if absence.deputy is None or not absence.deputy.is_active:
        return 0
    given = Assignment.objects.filter(
        contact_request__structure=absence.structure_id,
        why=Why.ABSENCE,
        to_user=absence.deputy_id,
        at__gte=absence.handed_over_at,
    )
    if not absence.is_of_everybody:
        given = given.filter(from_user=absence.user_id)
    returned = 0
    for assignment in given.select_related("contact_request", "from_user").order_by("pk"):
        contact_request = locked(assignment.contact_request)
        former = assignment.from_user
        if former and is_untouched(contact_request, assignment) and _is_back(former, absence, now):
            hand_to(contact_request, former, why=Why.RETURN, by=by, now=now)
            returned += 1
    return returned


def is_untouched(contact_request: ContactRequest, assignment: Assignment) -> bool:
    """Still with the deputy, no attempt, not a word in the log since: nobody has begun it."""
    return (
        contact_request.is_open
        and contact_request.owner_id == assignment.to_user_id
        and contact_request.first_attempt_at is None
        and not contact_request.follow_ups.filter(at__gte=assignment.at).exists()
    )


def _is_back(user: User, absence: Absence, now: datetime) -> bool:
    today = today_at(absence.structure, now)
    here = Referent.objects.in_force(today).filter(
        structure=absence.structure_id, user=user, user__is_active=True
    )
    away = Absence.objects.in_force(today).of_structures([absence.structure_id]).filter(user=user)
    return here.exists() and not away.exists()
