"""What the young person does, through their own link."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.audit import trail
from boussole.contact_requests import contacts, emails, policies
from boussole.contact_requests.actions.ending import end
from boussole.contact_requests.actions.filing import write_reachable
from boussole.contact_requests.draft import Reachable
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.core.db import locked
from boussole.core.moves import MoveRefused


@transaction.atomic
def withdraw(contact_request: ContactRequest, *, now: datetime) -> ContactRequest:
    """The young person does not want to be called any more; the structure is told at once."""
    contact_request = locked(contact_request)
    policies.can_withdraw(contact_request).require()
    end(contact_request, ContactRequest.Outcome.WITHDRAWN, by=None, now=now)
    trail.record("contact_request.withdrawn", by=trail.YOUNG_PERSON, on=contact_request, at=now)
    if not contact_request.filing.is_quarantined:
        emails.tell_withdrawn(contact_request, now=now)
    return contact_request


@transaction.atomic
def correct_details(
    filing: Filing, reachable: Reachable, *, now: datetime, by_author: bool = False
) -> Filing:
    """The young person corrects how to reach them; the structures that still follow them are told.

    `by_author`: something more than the link says that it is them (the browser that filed, or a code).
    """
    filing = locked(filing)
    requests = list(filing.contact_requests.open().select_related("offer__theme", "structure", "filing"))
    if not requests:
        raise MoveRefused("Tes demandes sont terminées : il n’y a plus rien à corriger.")
    before = filing.reachable
    new_marks = set(contacts.marks_of(reachable)) - set(contacts.marks_of(filing))
    if before == reachable or contacts.blocks_on(new_marks, now):
        return filing  # a protected contact is refused as silently as by the form (decision 0017)
    filing.unproved = contacts.unproved_after(filing, reachable, by_author=by_author)
    write_reachable(filing, reachable)
    filing.revision += 1
    filing.revised_at = now
    filing.save()
    trail.record("contact_request.details_corrected", by=trail.YOUNG_PERSON, on=filing, at=now)
    if not filing.is_quarantined:
        for contact_request in requests:
            contact_request.filing = filing
            emails.send_recap(contact_request, now=now, corrected=True)
        if (before.phone, before.email) != (reachable.phone, reachable.email):
            emails.acknowledge(filing, requests, now=now)
    return filing
