"""To the structures that received a request: its author is forgotten, and they must forget too (GDPR article 19)."""

from __future__ import annotations

from datetime import datetime

from boussole.contact_requests.emails.writing import shown_title
from boussole.contact_requests.message_names import FOLDER
from boussole.contact_requests.models import ContactRequest
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox


def tell_erased(contact_request: ContactRequest, *, was_open: bool, now: datetime) -> None:
    """The author has erased their data. Written after they are gone: nothing in it says who."""
    _tell(contact_request, "erased", {"was_open": was_open}, now)


def tell_not_me(contact_request: ContactRequest, *, now: datetime) -> None:
    """Whoever was reached had asked for nothing: somebody else had typed their number."""
    _tell(contact_request, "not_me", {}, now)


def _tell(contact_request: ContactRequest, name: str, context: dict[str, object], now: datetime) -> None:
    context = {
        "filed": day_in_words(contact_request.day_of(contact_request.filed_at)),
        "offer_title": shown_title(contact_request),
        "link": absolute("extranet:contact_request", contact_request.public_id),
        **context,
    }
    for address in contact_request.offer.contact_emails:
        outbox.send(template=f"{FOLDER}/{name}", to=address, context=context, about=contact_request, now=now)
