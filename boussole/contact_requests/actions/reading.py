"""Reading is traced: who looked at a young person's data is part of what we owe them (product.md 5.7)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests.models import ContactRequest, Filing

OPENED, LISTED = "contact_request.opened", "contact_request.listed"


def record_look(contact_request: ContactRequest, *, by: User, now: datetime) -> None:
    """Trace that a professional opened a young person's request (product.md 5.7)."""
    trail.record(OPENED, by=by, on=contact_request, at=now)


def record_list(requests: Sequence[ContactRequest], *, by: User, now: datetime, coordinates: bool) -> None:
    """Trace that a list named these young people, with or without their coordinates (guarantees.md R9)."""
    if requests:
        ids = [each.pk for each in requests]
        trail.record(LISTED, by=by, on=None, at=now, requests=ids, coordinates=coordinates)


def record_export(count: int, *, format: str, by: User, now: datetime) -> None:
    """Trace that a list left the site as a file."""
    trail.record("contact_request.exported", by=by, on=None, at=now, count=count, format=format)


def record_review(filings: Sequence[Filing], *, by: User, now: datetime) -> None:
    """Trace that somebody read doubtful filings in order to judge them."""
    for filing in filings:
        trail.record("contact_request.reviewed", by=by, on=filing, at=now)


def record_own_reading(filing: Filing, *, now: datetime) -> None:
    """Trace that the whole of somebody's data was shown through their link or a code: they read when, too."""
    trail.record("contact_request.own_data_read", by=trail.YOUNG_PERSON, on=filing, at=now)
