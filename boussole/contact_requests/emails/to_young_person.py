"""What is written to the young person."""

from __future__ import annotations

from datetime import datetime

from boussole.contact_requests.emails.writing import due_in_words, shown_name, tell
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.core.links import absolute


def acknowledge(filing: Filing, requests: list[ContactRequest], *, now: datetime) -> None:
    """To the young person: who will call, by when, and the link to keep."""
    lines = [{"who": shown_name(r), "due": due_in_words(r)} for r in requests]
    last = max(requests, key=lambda r: r.due_at)
    context: dict[str, object] = {
        "lines": lines,
        "count": len(lines),
        "last_due": due_in_words(last),
    }
    tell(filing, "acknowledgement", context, about=filing, now=now)


def tell_taken_up(contact_request: ContactRequest, *, now: datetime) -> None:
    """To the young person: a named person now takes care of it."""
    sensitive = contact_request.offer.theme.is_sensitive
    owner = contact_request.owner.first_name if contact_request.owner and not sensitive else ""
    context: dict[str, object] = {
        "who": shown_name(contact_request),
        "owner": owner,
        "due": due_in_words(contact_request),
    }
    tell(contact_request.filing, "taken_up", context, about=contact_request, now=now)


def tell_owner_changed(contact_request: ContactRequest, *, now: datetime) -> None:
    """To the young person: somebody else takes care of it now, by the same date. Without a name, nothing changed."""
    if contact_request.owner is None or contact_request.offer.theme.is_sensitive:
        return
    context: dict[str, object] = {
        "who": shown_name(contact_request),
        "owner": contact_request.owner.first_name,
        "due": due_in_words(contact_request) if contact_request.first_attempt_at is None else "",
    }
    tell(contact_request.filing, "owner_changed", context, about=contact_request, now=now)


def tell_missed_attempt(contact_request: ContactRequest, *, now: datetime) -> None:
    """To the young person: somebody tried to reach them."""
    context: dict[str, object] = {"who": shown_name(contact_request)}
    tell(contact_request.filing, "missed_attempt", context, about=contact_request, now=now)


def tell_closed(contact_request: ContactRequest, *, now: datetime) -> None:
    """To the young person: it is over, and how to come back."""
    context: dict[str, object] = {"who": shown_name(contact_request), "home": absolute("public:home")}
    tell(contact_request.filing, "closed", context, about=contact_request, now=now)
