"""End an agreement: a notice with its date, taken back as long as it can be, and the night after its last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked, require_transaction
from boussole.core.typography import day_in_words
from boussole.partners import policies
from boussole.partners.actions.charters.refused import CharterRefused
from boussole.partners.actions.charters.reminding import count_end_as_told
from boussole.partners.charters.life import LONGEST_NOTICE, earliest_end
from boussole.partners.emails import charter_end as emails
from boussole.partners.joining import tell_of_standing
from boussole.partners.models import CharterAgreement, today_of

Status = CharterAgreement.Status
NOTICE = ["ends_on", "notice_reason", "notice_from", "notice_by", "notice_at"]
SOONER = ["sooner_on", "sooner_from", "sooner_by"]


@transaction.atomic
def give_notice(
    agreement: CharterAgreement,
    *,
    ends_on: date,
    reason: str,
    sooner_on: date | None = None,
    by: User,
    day: date,
    now: datetime,
) -> CharterAgreement:
    """Either party says on which day it ends: a month ahead at least.

    `sooner_on` is an earlier day that it proposes: without the agreement of the other party, the notice runs.

    :raises NotAllowed: for somebody who speaks for neither party, or for a charter that ends already
    :raises CharterRefused: when a day or the reason does not hold
    """
    agreement = locked(agreement)
    policies.can_give_notice(by, agreement, day).require()
    party = policies.party_of(by, agreement, day) or ""
    _require_notice(agreement, ends_on, reason, now)
    if sooner_on is not None:
        require_sooner(sooner_on, ends_on, today_of(agreement, now))
        agreement.sooner_on, agreement.sooner_from, agreement.sooner_by = sooner_on, party, by
    begin_notice(agreement, party, ends_on=ends_on, reason=reason, by=by, now=now)
    return agreement


def begin_notice(
    agreement: CharterAgreement,
    party: str,
    *,
    ends_on: date,
    reason: str,
    by: User,
    now: datetime,
) -> None:
    """Write the notice of a locked agreement and tell both parties; who may and when, the caller has seen."""
    require_transaction()
    agreement.ends_on, agreement.notice_reason, agreement.notice_from = ends_on, reason.strip(), party
    agreement.notice_by, agreement.notice_at = by, now
    agreement.save(update_fields=[*NOTICE, *SOONER])
    facts = {"sooner_on": agreement.sooner_on.isoformat()} if agreement.sooner_on else {}
    trail.record(
        "charter.notice_given",
        by=by,
        on=agreement,
        at=now,
        ends_on=ends_on.isoformat(),
        party=party,
        **facts,
    )
    emails.tell_notice(agreement, now=now)
    count_end_as_told(agreement, now=now)
    tell_of_standing(agreement.structure, by, now)


def _require_notice(agreement: CharterAgreement, ends_on: date, reason: str, now: datetime) -> None:
    today = today_of(agreement, now)
    if ends_on < (earliest := earliest_end(today)):
        said = day_in_words(earliest, year=True)
        raise CharterRefused(f"Choisissez un jour à partir du {said}.", "ends_on")
    if ends_on > today + LONGEST_NOTICE:
        raise CharterRefused("Un préavis dure un an au plus : choisissez un jour plus proche.", "ends_on")
    if not reason.strip():
        raise CharterRefused("Dites pourquoi : l’autre partie le lira.", "reason")


def require_sooner(on: date, ends_on: date | None, today: date) -> None:
    """An earlier day to agree on lies before the one of the notice, and is not past.

    :raises CharterRefused: otherwise
    """
    if on < today:
        raise CharterRefused("Ce jour est passé : choisissez un jour à venir.", "sooner_on")
    if ends_on is not None and on >= ends_on:
        said = day_in_words(ends_on, year=True)
        raise CharterRefused(f"Choisissez un jour avant le {said}, ou laissez cette case vide.", "sooner_on")


@transaction.atomic
def withdraw_notice(agreement: CharterAgreement, *, by: User, day: date, now: datetime) -> CharterAgreement:
    """The party that gave it changes its mind: the charter goes on as if nothing had been said.

    :raises NotAllowed: for the other party, once both have agreed on a day, or once it has ended
    """
    agreement = locked(agreement)
    policies.can_withdraw_notice(by, agreement, day, now).require()
    cancel_notice(agreement, by=by, now=now)
    return agreement


def cancel_notice(agreement: CharterAgreement, *, by: User, now: datetime) -> None:
    """Have a locked agreement go on, and tell both parties."""
    require_transaction()
    emails.tell_notice_withdrawn(agreement, now=now)
    agreement.ends_on, agreement.notice_reason, agreement.notice_from = None, "", ""
    agreement.notice_by = agreement.notice_at = None
    agreement.forget_sooner()
    agreement.save(update_fields=[*NOTICE, *SOONER])
    trail.record("charter.notice_withdrawn", by=by, on=agreement, at=now)
    tell_of_standing(agreement.structure, by, now)


def end_due(*, now: datetime) -> int:
    """Those whose last day is over where they were signed; return how many. Safe to repeat.

    Offers have gone by their dates already; promises made to young people are still to be kept.
    """
    tomorrow = now.date() + timedelta(days=1)  # where the day has begun before here
    rows = CharterAgreement.objects.filter(status=Status.IN_FORCE, ends_on__lt=tomorrow)
    over = [
        each
        for each in rows.select_related("structure", "territory").order_by("pk")
        if each.ends_on is not None and each.ends_on < today_of(each, now)
    ]
    return sum(_end(each, now=now) for each in over)


@transaction.atomic
def _end(agreement: CharterAgreement, *, now: datetime) -> bool:
    agreement = locked(agreement)
    if agreement.status != Status.IN_FORCE or agreement.ends_on is None:
        return False  # ended by another worker, or its notice was taken back meanwhile
    if agreement.ends_on >= today_of(agreement, now):
        return False  # given again meanwhile, for a later day
    agreement.move_to(Status.ENDED, by=None, at=now)
    trail.record("charter.ended", by=None, on=agreement, at=now)
    emails.tell_ended(agreement, now=now)
    tell_of_standing(agreement.structure, None, now)
    return True
