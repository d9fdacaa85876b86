"""Declare an absence, change who stands in, cancel it. What follows is for the modules above (`absences.on_change`)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked, require_transaction
from boussole.core.moves import AnswerRefused
from boussole.core.typography import day_in_words
from boussole.core.verdicts import Verdict
from boussole.partners import absences, emails, policies
from boussole.partners.models import Absence, Referent, Structure

LONGEST = timedelta(days=366)  # beyond, somebody has left


class AbsenceRefused(AnswerRefused):
    """What was asked cannot hold."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What somebody asks for: who is away (None: the whole structure), when, and what then happens."""

    structure: Structure
    user: User | None
    starts_on: date
    ends_on: date
    rule: Absence.Rule
    deputy: User | None = None
    mailbox: str = ""
    promised_days: int | None = None


@transaction.atomic
def declare_absence(plan: Plan, *, by: User, now: datetime) -> Absence:
    """Write an absence; what it changes is done at once when it has already begun.

    :raises NotAllowed: for somebody else's absence, unless one is responsible for the structure
    :raises AbsenceRefused: when the days, the deputy or the rule do not hold
    """
    structure = locked(plan.structure)  # one absence at a time in a structure: no two can overlap
    policies.can_declare_absence(by, structure, plan.user, now).require()
    check(plan, now=now)
    absence = Absence.objects.create(
        structure=structure,
        user=plan.user,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        rule=plan.rule,
        deputy=plan.deputy if plan.rule == Absence.Rule.DEPUTY else None,
        mailbox=plan.mailbox if plan.rule == Absence.Rule.MAILBOX else "",
        promised_days=plan.promised_days if plan.rule == Absence.Rule.LONGER_DELAY else None,
        declared_by=by,
        declared_at=now,
    )
    trail.record("absence.declared", by=by, on=absence, at=now, rule=str(plan.rule), structure=structure.pk)
    emails.tell_named(absence, by=by, now=now)
    absences.tell_of_change(absence, by, now)
    return absence


def check(plan: Plan, *, now: datetime) -> None:
    """Whether this plan holds: its days, its rule, and nobody standing in for somebody who is away.

    :raises AbsenceRefused: with the answer to change
    """
    today = absences.today_at(plan.structure, now)
    if plan.ends_on < plan.starts_on:
        raise AbsenceRefused("Le dernier jour vient après le premier, ou c’est le même.", "ends_on")
    if plan.ends_on < today:
        raise AbsenceRefused("Ces jours sont déjà passés : choisissez un dernier jour à venir.", "ends_on")
    if plan.ends_on - plan.starts_on >= LONGEST:
        raise AbsenceRefused(
            "Une absence dure un an au plus. Au-delà, préparez un départ depuis la page des collègues.",
            "ends_on",
        )
    _refuse_overlaps(plan)
    if plan.user is not None:
        _require(policies.is_free_of_relays(plan.user, plan.structure, plan.starts_on, plan.ends_on), "user")
    if plan.rule == Absence.Rule.DEPUTY:
        _check_deputy(plan, today)
    elif plan.rule == Absence.Rule.MAILBOX:
        if not plan.mailbox:
            raise AbsenceRefused("Écrivez l’adresse de la boîte partagée.", "mailbox")
        _require(policies.can_receive_requests(plan.mailbox, plan.structure, today), "mailbox")
    elif plan.rule == Absence.Rule.LONGER_DELAY and not 1 <= (plan.promised_days or 0) <= 7:
        raise AbsenceRefused("Choisissez un délai de 1 à 7 jours.", "promised_days")


def _check_deputy(plan: Plan, today: date) -> None:
    if plan.deputy is None:
        raise AbsenceRefused("Choisissez qui prend le relais.", "deputy")
    if plan.user is not None and plan.deputy.pk == plan.user.pk:
        raise AbsenceRefused("On ne se remplace pas soi-même : choisissez quelqu’un d’autre.", "deputy")
    first = max(plan.starts_on, today)
    _require(policies.can_stand_in(plan.deputy, plan.structure, first, plan.ends_on), "deputy")


def _refuse_overlaps(plan: Plan) -> None:
    rows = Absence.objects.overlapping(plan.starts_on, plan.ends_on).of_structures([plan.structure.pk])
    other = rows.of_person(plan.user).first()
    if other is not None:
        who = plan.user.first_name if plan.user else "La structure"
        raise AbsenceRefused(
            f"{who} est déjà en absence du {day_in_words(other.starts_on)} au {day_in_words(other.ends_on)}. "
            "Changez les dates, ou annulez d’abord cette absence.",
            "starts_on",
        )


def _require(verdict: Verdict, field: str) -> None:
    if not verdict:
        raise AbsenceRefused(verdict.reason, field)


@transaction.atomic
def cancel_absence(absence: Absence, *, by: User, now: datetime) -> Absence:
    """Call it off, or end it before its last day: everything is as if the person were there.

    :raises NotAllowed: when it is over, or somebody else's
    """
    absence = locked(absence)
    policies.can_cancel_absence(by, absence, now).require()
    call_off(absence, by=by, now=now)
    emails.tell_called_off(absence, by=by, now=now)
    return absence


def call_off(absence: Absence, *, by: User | None, now: datetime) -> None:
    """Cancel a locked absence, whoever asks: the caller has checked, and tells."""
    require_transaction()
    absence.cancelled_at = now
    absence.save(update_fields=["cancelled_at"])
    trail.record("absence.cancelled", by=by or trail.SYSTEM, on=absence, at=now)
    absences.tell_of_change(absence, by, now)


def change_deputy(absence: Absence, deputy: User, *, by: User, now: datetime) -> None:
    """Somebody else stands in from now on, in a locked absence: the former deputy leaves.

    :raises AbsenceRefused: when the new one cannot
    """
    require_transaction()
    first = max(absence.starts_on, absences.today_at(absence.structure, now))
    if absence.user_id == deputy.pk:
        raise AbsenceRefused("On ne se remplace pas soi-même : choisissez quelqu’un d’autre.", "deputy")
    _require(policies.can_stand_in(deputy, absence.structure, first, absence.ends_on), "deputy")
    absence.deputy = deputy
    absence.save(update_fields=["deputy"])
    trail.record("absence.deputy_changed", by=by, on=absence, at=now, to=deputy.pk)
    emails.tell_named(absence, by=by, now=now)


def end_referent(referent: Referent, *, last_day: date, by: User | None, now: datetime) -> None:
    """The last day somebody answers for a structure. The caller has handed over what they did."""
    require_transaction()
    referent.ends_on = last_day
    referent.save(update_fields=["ends_on"])
    trail.record("referent.left", by=by, on=referent, at=now, structure=referent.structure_id)
