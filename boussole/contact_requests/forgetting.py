"""What remains of a request when its time is over: figures, and nobody (product.md 5.7)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Max, Q, QuerySet

from boussole.audit import trail
from boussole.contact_requests import contacts
from boussole.contact_requests.models import (
    AccessCode,
    ContactRequest,
    CoordinatesLook,
    Filing,
    FollowUp,
    Opinion,
    Redirection,
    StatusChange,
    YoungPersonWord,
)
from boussole.core.db import locked
from boussole.mail import outbox

BATCH = 200


def over_since(moment: datetime) -> QuerySet[Filing]:
    """The filings whose last request ended before this moment, and that still name somebody."""
    ended = Filing.objects.filter(anonymised_at__isnull=True).annotate(
        last_closed_at=Max("contact_requests__closed_at")
    )
    still_open = Q(contact_requests__status__in=ContactRequest.OPEN)
    return ended.filter(last_closed_at__lt=moment).exclude(
        pk__in=Filing.objects.filter(still_open).values("pk")
    )


@transaction.atomic
def anonymise(filing: Filing, *, now: datetime) -> Filing:
    """Empty everything that says who: coordinates, free texts, situation, messages. Dates and states remain."""
    filing = locked(filing)
    if filing.anonymised_at:
        return filing
    requests = filing.contact_requests.all()
    list(requests.order_by("pk").select_for_update().values_list("pk"))  # nobody writes on them meanwhile
    for row in (filing, *requests):
        outbox.erase(about=row, now=now)
    forget_codes_of(AccessCode.objects.filter(contact__in=contacts.marks_of(filing)), now=now)
    follow_ups = FollowUp.objects.filter(contact_request__in=requests)
    follow_ups.update(text="", next_step="")
    StatusChange.objects.filter(contact_request__in=requests).update(note="")
    CoordinatesLook.objects.filter(contact_request__in=requests).update(reason="")
    YoungPersonWord.objects.filter(contact_request__in=requests).update(settled_note="")
    Opinion.objects.filter(contact_request__in=requests).update(word="")
    redirections = Redirection.objects.filter(contact_request__in=requests)
    for redirection in redirections:
        outbox.erase_written(about=redirection, now=now)  # that it was called off is still to be told
    redirections.update(diagnosis="", decline_note="", shared_fields=[])
    requests.update(situation=[], reasons=[])
    filing.first_name = filing.phone = filing.email = filing.message = filing.second_commune = ""
    filing.moments, filing.shared_questions, filing.unproved = [], [], []
    filing.fingerprint = ""
    filing.anonymised_at = now
    filing.save()
    trail.record("contact_request.anonymised", by=trail.SYSTEM, on=filing, at=now)
    return filing


@transaction.atomic
def forget_codes_of(codes: QuerySet[AccessCode], *, now: datetime) -> int:
    """Delete these codes, and the messages that held them."""
    found = list(codes)
    for code in found:
        outbox.erase(about=code, now=now)
    return AccessCode.objects.filter(pk__in=[code.pk for code in found]).delete()[0]


def anonymise_old(before: datetime, *, now: datetime, dry_run: bool) -> int:
    """Anonymise what ended before a moment; each filing commits alone, so a killed run resumes."""
    due = over_since(before)
    if dry_run:
        return due.count()
    count = 0
    while batch := list(due[:BATCH]):
        for filing in batch:
            anonymise(filing, now=now)
        count += len(batch)
    return count
