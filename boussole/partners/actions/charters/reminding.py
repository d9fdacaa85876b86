"""Remind those who have not signed, and tell both parties what the dates say. Two ledgers: never twice."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime

from django.db import transaction

from boussole.core.clock import is_office_hour
from boussole.core.db import locked
from boussole.partners import policies
from boussole.partners.charters import life, reminding
from boussole.partners.charters.reminding import Mail
from boussole.partners.emails import charter_end
from boussole.partners.emails import charters as emails
from boussole.partners.models import CharterAgreement, CharterReminder, Signatory, today_of
from boussole.partners.models.charter_days import zone_of

Status = CharterAgreement.Status


def remind_due(*, now: datetime) -> int:
    """Send what the dates say and the ledgers have not; return how many mails. Safe to repeat at any hour."""
    return _remind_signatories(now) + _tell_dates(now)


def _is_open_hour(agreement: CharterAgreement, now: datetime) -> bool:
    return is_office_hour(now, zone_of(agreement))


def _remind_signatories(now: datetime) -> int:
    waited = Signatory.objects.filter(
        agreement__status=Status.SIGNING, signed_at__isnull=True, refused_at__isnull=True, links__isnull=False
    ).distinct()
    rows = waited.select_related("agreement__structure", "agreement__territory").defer("agreement__words")
    return sum(
        _remind(each, now)
        for each in rows.prefetch_related("links").order_by("agreement_id", "pk")
        if _is_open_hour(each.agreement, now) and _mail_due(each, now)
    )


def _mail_due(signatory: Signatory, now: datetime) -> Mail | None:
    sent = sorted(signatory.links.all(), key=lambda link: link.sent_at)
    return reminding.due(sent[0].sent_at, sent[-1].sent_at, [Mail(link.kind) for link in sent], now)


@transaction.atomic
def _remind(signatory: Signatory, now: datetime) -> bool:
    """The agreement is locked, then the ledger is read again: two workers never send the same."""
    locked(signatory.agreement)
    signatory = locked(signatory)
    mail = _mail_due(signatory, now)
    if mail is None or not policies.can_sign(signatory):
        return False
    emails.ask_to_sign(signatory, mail, now=now)
    return True


def _tell_dates(now: datetime) -> int:
    lasting = CharterAgreement.objects.filter(status=Status.IN_FORCE)
    tolerated = CharterAgreement.objects.filter(
        status__in=CharterAgreement.AT_WORK, tolerated_until__isnull=False
    )
    known = (lasting | tolerated).select_related("structure", "territory").order_by("pk")
    rows = list(known.defer("words"))  # thousands of agreements, each with its pages of text
    done: dict[int, set[life.Due]] = defaultdict(set)
    for row in CharterReminder.objects.filter(agreement__in=rows):
        done[row.agreement_id].add(life.Due(life.Reminder(row.kind), row.due_on))
    told = 0
    for agreement in rows:
        if _is_open_hour(agreement, now):
            day = today_of(agreement, now)
            told += sum(
                _tell(agreement, due, now) for due in life.due(dates_of(agreement), day, done[agreement.pk])
            )
    return told


@transaction.atomic
def _tell(agreement: CharterAgreement, due: life.Due, now: datetime) -> bool:
    """The agreement is locked, then the dates are read again: nothing is told that has just changed."""
    agreement = locked(agreement)
    still = life.due(dates_of(agreement), today_of(agreement, now), ())
    if agreement.status not in CharterAgreement.ALIVE or due not in still:
        return False
    _, is_new = CharterReminder.objects.get_or_create(
        agreement=agreement, kind=str(due.kind), due_on=due.about, defaults={"sent_at": now}
    )
    if not is_new:
        return False
    match due.kind:
        case life.Reminder.RENEWAL:
            emails.tell_renewal(agreement, due.about, now=now)
        case life.Reminder.ENDING:
            charter_end.tell_ending(agreement, now=now)
        case life.Reminder.TOLERANCE:
            emails.tell_tolerance_ends(agreement, now=now)
    return True


def count_end_as_told(agreement: CharterAgreement, *, now: datetime) -> None:
    """Both parties have just read its last day: when it is near, nothing says it again."""
    for due in life.due(dates_of(agreement), today_of(agreement, now), ()):
        CharterReminder.objects.get_or_create(
            agreement=agreement, kind=str(due.kind), due_on=due.about, defaults={"sent_at": now}
        )


def dates_of(agreement: CharterAgreement) -> life.Dates:
    """What its row says of time: one at work is not signed, whatever it replaces."""
    if agreement.status in CharterAgreement.AT_WORK:
        return life.Dates(None, tolerated_until=agreement.tolerated_until)
    return life.Dates(agreement.signed_on, agreement.ends_on)
