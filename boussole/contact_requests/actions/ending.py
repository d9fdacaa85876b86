"""The end of a request, whoever asks for it: the one place that writes an outcome."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.contact_requests import action_links
from boussole.contact_requests.actions.calling_off import call_off_what_is_under_way
from boussole.contact_requests.load import watch_capacity
from boussole.contact_requests.models import ContactRequest


def end(
    contact_request: ContactRequest,
    outcome: ContactRequest.Outcome,
    *,
    by: User | None,
    now: datetime,
    note: str = "",
) -> None:
    """Close a locked request with its outcome; the links of its mails and its redirection end with it.

    The caller checks, traces and tells.
    """
    contact_request.outcome = outcome
    contact_request.closed_at = now
    contact_request.move_to(ContactRequest.Status.CLOSED, by=by, at=now, note=note)
    action_links.revoke(contact_request, now=now)
    call_off_what_is_under_way(contact_request, now=now)
    watch_capacity(contact_request.offer)
