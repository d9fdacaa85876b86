"""« Effacer mes données » and « Ce n’est pas moi »: effect at once (GDPR 17, LIL 51 II; guarantees.md T9, G12)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.audit import trail
from boussole.contact_requests import contacts, emails
from boussole.contact_requests.actions.ending import end
from boussole.contact_requests.forgetting import anonymise
from boussole.contact_requests.load import hold
from boussole.contact_requests.models import BlockedContact, ContactRequest, Filing
from boussole.core.db import locked
from boussole.mail import outbox

Outcome = ContactRequest.Outcome


@transaction.atomic
def erase(filing: Filing, *, now: datetime) -> Filing:
    """Take back what is open, forget the person, and ask the structures to forget them. Repeated, once."""
    filing = locked(filing)
    if filing.anonymised_at:
        return filing
    open_ones, all_ones = _end_all(filing, Outcome.WITHDRAWN, now)
    filing = anonymise(filing, now=now)
    trail.record("contact_request.erased", by=trail.YOUNG_PERSON, on=filing, at=now, requests=len(all_ones))
    for contact_request in _told_of(filing, all_ones):
        emails.tell_erased(contact_request, was_open=contact_request.pk in open_ones, now=now)
    return filing


@transaction.atomic
def disown(filing: Filing, *, now: datetime, read_on: str | None = None) -> Filing:
    """« Ce n’est pas moi »: erased, and its phone and e-mail are left alone for 90 days. Repeated, once.

    `read_on`: leave alone that one only, since whoever says so was seen to read it; none when it is empty.
    Else whoever files in the name of somebody would close the site to them, in silence.
    What was open ends as UNWANTED: it was nobody's request, and counts in nobody's figures.
    """
    filing = locked(filing)
    if filing.anonymised_at:
        return filing
    left_alone = {filing.phone, filing.email.lower()} if read_on is None else {read_on}
    for mark in map(contacts.mark_of, left_alone - {""}):
        BlockedContact.objects.update_or_create(
            fingerprint=mark, defaults={"blocked_at": now, "until": now + BlockedContact.LASTS}
        )
    _, all_ones = _end_all(filing, Outcome.UNWANTED, now)
    filing = anonymise(filing, now=now)
    trail.record("contact_request.disowned", by=trail.YOUNG_PERSON, on=filing, at=now, requests=len(all_ones))
    for contact_request in _told_of(filing, all_ones):
        emails.tell_not_me(contact_request, now=now)
    return filing


def _end_all(filing: Filing, outcome: Outcome, now: datetime) -> tuple[set[int], list[ContactRequest]]:
    """End what is open; every request stays locked to the end, so that nothing is written meanwhile.

    The filing first, then its requests: the same order as a correction, whom it must not wait for in a circle.
    """
    rows = filing.contact_requests.select_related("offer__theme", "structure").order_by("pk")
    all_ones = list(rows.select_for_update(of=("self",)))
    open_ones = {contact_request.pk for contact_request in all_ones if contact_request.is_open}
    hold(contact_request.offer for contact_request in all_ones)
    for contact_request in all_ones:
        contact_request.filing = filing
        for redirection in contact_request.redirections.all():
            outbox.cancel(about=redirection, now=now)  # before its end is told
        if contact_request.pk in open_ones:
            end(contact_request, outcome, by=None, now=now)
    return open_ones, all_ones


def _told_of(filing: Filing, all_ones: list[ContactRequest]) -> list[ContactRequest]:
    """Those whose structure has been written to: not those of a filing that is still being checked."""
    return [] if filing.is_quarantined else all_ones
