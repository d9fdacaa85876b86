"""What is written to the structure: what is needed to call back, never what is sensitive."""

from __future__ import annotations

from datetime import datetime

from boussole.contact_requests.emails.writing import FOLDER, due_in_words, shown_title
from boussole.contact_requests.models import ContactRequest
from boussole.core import phones
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox


def send_recap(contact_request: ContactRequest, *, now: datetime, corrected: bool = False) -> None:
    """To each contact e-mail of the offer: what is needed to call back, never the sensitive answers."""
    filing = contact_request.filing
    all_sensitive = contact_request.offer.theme.is_sensitive
    open_lines = [line for line in contact_request.situation if not (all_sensitive or line["sensitive"])]
    context: dict[str, object] = {
        "filing": filing,
        "offer_title": shown_title(contact_request),
        "phone": phones.in_words(filing.phone) if filing.phone else "",
        "due": due_in_words(contact_request),
        "lines": open_lines,
        "withheld": len(open_lines) < len(contact_request.situation),
        "link": absolute("extranet:contact_request", contact_request.public_id),
    }
    name = "recap_corrected" if corrected else "recap"
    for address in contact_request.offer.contact_emails:
        outbox.send(template=f"{FOLDER}/{name}", to=address, context=context, about=contact_request, now=now)


def tell_entrusted(contact_request: ContactRequest, *, now: datetime) -> None:
    """To the new owner: a request is theirs from now on, with its date."""
    owner = contact_request.owner
    if owner is None:
        return
    context: dict[str, object] = {
        "first_name": owner.first_name,
        "offer_title": shown_title(contact_request),
        "due": due_in_words(contact_request),
        "is_awaited": contact_request.first_attempt_at is None,
        "link": absolute("extranet:contact_request", contact_request.public_id),
    }
    outbox.send(
        template=f"{FOLDER}/entrusted", to=owner.email, context=context, about=contact_request, now=now
    )


def tell_withdrawn(contact_request: ContactRequest, *, now: datetime) -> None:
    """To the structure: the young person does not want to be called any more."""
    context: dict[str, object] = {
        "filed": day_in_words(contact_request.filed_at),
        "offer_title": shown_title(contact_request),
    }
    for address in contact_request.offer.contact_emails:
        outbox.send(
            template=f"{FOLDER}/withdrawn", to=address, context=context, about=contact_request, now=now
        )
