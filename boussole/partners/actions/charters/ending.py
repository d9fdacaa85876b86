"""End an agreement: a notice with its date, taken back as long as it can be, and the night after its last day."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.typography import day_in_words
from boussole.partners import policies
from boussole.partners.absences import today_at
from boussole.partners.actions.charters.refused import CharterRefused
from boussole.partners.charters.life import LONGEST_NOTICE, earliest_end
from boussole.partners.emails import charters as emails
from boussole.partners.joining import tell_of_standing
from boussole.partners.models import CharterAgreement

Status = CharterAgreement.Status


@transaction.atomic
def give_notice(
    agreement: CharterAgreement,
    *,
    ends_on: date,
    reason: str,
    both_agree: bool = False,
    by: User,
    day: date,
    now: datetime,
) -> CharterAgreement:
    """Either party says on which day it ends: a month ahead at least, unless both agree on an earlier one.

    :raises NotAllowed: for somebody who speaks for neither party, or for a charter that ends already
    :raises CharterRefused: when the day or the reason does not hold
    """
    agreement = locked(agreement)
    policies.can_give_notice(by, agreement, day).require()
    today = today_at(agreement.structure, now)  # what is agreed is counted in days of where it is
    earliest = earliest_end(today, both_agree=both_agree)
    if ends_on < earliest:
        said = day_in_words(earliest, year=True)
        raise CharterRefused(f"Choisissez un jour à partir du {said}.", "ends_on")
    if ends_on > today + LONGEST_NOTICE:
        raise CharterRefused("Un préavis dure un an au plus : choisissez un jour plus proche.", "ends_on")
    if not reason.strip():
        raise CharterRefused("Dites pourquoi : l’autre partie le lira.", "reason")
    agreement.ends_on, agreement.notice_reason = ends_on, reason.strip()
    agreement.notice_from = policies.party_of(by, agreement, day) or ""
    agreement.notice_by, agreement.notice_at = by, now
    agreement.save(update_fields=["ends_on", "notice_reason", "notice_from", "notice_by", "notice_at"])
    trail.record(
        "charter.notice_given",
        by=by,
        on=agreement,
        at=now,
        ends_on=ends_on.isoformat(),
        party=str(agreement.notice_from),
        both_agree=both_agree,
    )
    emails.tell_notice(agreement, now=now)
    tell_of_standing(agreement.structure, by, now)
    return agreement


@transaction.atomic
def withdraw_notice(agreement: CharterAgreement, *, by: User, day: date, now: datetime) -> CharterAgreement:
    """The party that gave it changes its mind: the charter goes on as if nothing had been said.

    :raises NotAllowed: for the other party, or once it has ended
    """
    agreement = locked(agreement)
    policies.can_withdraw_notice(by, agreement, day, today=today_at(agreement.structure, now)).require()
    agreement.ends_on, agreement.notice_reason, agreement.notice_from = None, "", ""
    agreement.notice_by = agreement.notice_at = None
    agreement.save(update_fields=["ends_on", "notice_reason", "notice_from", "notice_by", "notice_at"])
    trail.record("charter.notice_withdrawn", by=by, on=agreement, at=now)
    emails.tell_notice_withdrawn(agreement, now=now)
    tell_of_standing(agreement.structure, by, now)
    return agreement


def end_due(*, now: datetime) -> int:
    """Those whose last day is over where the structure is; return how many. Safe to repeat.

    Offers have gone by their dates already; promises made to young people are still to be kept.
    """
    tomorrow = now.date() + timedelta(days=1)  # where the day has begun before here
    rows = CharterAgreement.objects.filter(status=Status.IN_FORCE, ends_on__lt=tomorrow)
    over = [
        each
        for each in rows.select_related("structure").order_by("pk")
        if each.ends_on is not None and each.ends_on < today_at(each.structure, now)
    ]
    return sum(_end(each, now=now) for each in over)


@transaction.atomic
def _end(agreement: CharterAgreement, *, now: datetime) -> bool:
    agreement = locked(agreement)
    if agreement.status != Status.IN_FORCE or agreement.ends_on is None:
        return False  # ended by another worker, or its notice was taken back meanwhile
    agreement.move_to(Status.ENDED, by=None, at=now)
    trail.record("charter.ended", by=None, on=agreement, at=now)
    emails.tell_ended(agreement, now=now)
    tell_of_standing(agreement.structure, None, now)
    return True
