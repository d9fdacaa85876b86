"""A person judges the filings that a machine doubts: nothing is deleted (guarantees.md T10)."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests import policies
from boussole.contact_requests.actions.ending import end
from boussole.contact_requests.actions.filing import tell_everyone
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.core.db import locked


@transaction.atomic
def release_from_quarantine(filing: Filing, *, by: User, now: datetime) -> Filing:
    """A person looked and found it genuine: it leaves as if it had just been sent; its dates do not move."""
    filing = locked(filing)
    policies.can_review(by, filing, now).require()
    filing.is_quarantined = False
    filing.save(update_fields=["is_quarantined"])
    requests = list(filing.contact_requests.select_related("offer__theme", "structure", "filing"))
    trail.record("contact_request.released", by=by, on=filing, at=now)
    tell_everyone(filing, requests, now=now)
    return filing


@transaction.atomic
def reject_from_quarantine(filing: Filing, *, by: User, now: datetime) -> Filing:
    """A person looked and found it unwanted: its requests close, nobody is written to, nothing is deleted."""
    filing = locked(filing)
    policies.can_review(by, filing, now).require()
    for contact_request in filing.contact_requests.open().select_for_update():
        end(contact_request, ContactRequest.Outcome.UNWANTED, by=by, now=now)
    trail.record("contact_request.rejected", by=by, on=filing, at=now)
    return filing
