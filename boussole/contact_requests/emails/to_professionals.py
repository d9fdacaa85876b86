"""What is written to the structure: what is needed to call back, never what is sensitive."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.contact_requests import action_links, passing
from boussole.contact_requests.emails.writing import due_in_words, shown_title
from boussole.contact_requests.message_names import FOLDER
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries.stand_ins import stand_in_addresses
from boussole.core import phones
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox
from boussole.partners.models import Referent


def send_recap(contact_request: ContactRequest, *, now: datetime, corrected: bool = False) -> None:
    """To each contact e-mail of the offer, and to who stands in for somebody away: what is needed to call back.

    Never the sensitive answers.
    """
    filing = contact_request.filing
    all_sensitive = contact_request.offer.theme.is_sensitive
    open_lines = [line for line in contact_request.situation if not (all_sensitive or line["sensitive"])]
    context: dict[str, object] = {
        "filing": filing,
        "offer_title": shown_title(contact_request),
        "phone": phones.in_words(filing.phone) if filing.phone else "",
        "due": due_in_words(contact_request),
        "lines": open_lines,
        "has_message": bool(filing.message) and passing.has_received(contact_request, passing.MESSAGE),
        "withheld": len(open_lines) < len(contact_request.situation),
        "link": absolute("extranet:contact_request", contact_request.public_id),
    }
    name = "recap_corrected" if corrected else "recap"
    addresses = [*contact_request.offer.contact_emails, *stand_in_addresses(contact_request, now)]
    for address in dict.fromkeys(addresses):
        own = {**context, "act_link": action_links.issue(contact_request, address, now)}
        outbox.send(template=f"{FOLDER}/{name}", to=address, context=own, about=contact_request, now=now)


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
        "act_link": action_links.issue(contact_request, owner.email, now),
    }
    outbox.send(
        template=f"{FOLDER}/entrusted", to=owner.email, context=context, about=contact_request, now=now
    )


def tell_unblocked(contact_request: ContactRequest, *, by: User, now: datetime) -> None:
    """To the managers of the structure: the animation has moved a request that nobody answered."""
    owner = contact_request.owner
    context: dict[str, object] = {
        "offer_title": shown_title(contact_request),
        "filed": day_in_words(contact_request.filed_at),
        "animator": by.full_name,
        "owner": owner.full_name if owner and owner != by else "",
    }
    _tell_managers(contact_request, "unblocked", context, but=owner, now=now)


def tell_not_for_us(contact_request: ContactRequest, *, by: User, now: datetime) -> None:
    """To the managers of the structure: somebody, from a mail, says that this request is for others."""
    context: dict[str, object] = {
        "who": by.full_name,
        "offer_title": shown_title(contact_request),
        "due": due_in_words(contact_request),
        "link": absolute("extranet:contact_request", contact_request.public_id),
    }
    _tell_managers(contact_request, "not_for_us", context, but=by, now=now)


def _tell_managers(
    contact_request: ContactRequest,
    name: str,
    context: dict[str, object],
    *,
    but: User | None,
    now: datetime,
) -> None:
    """To each person who answers for the whole structure today, but the one who knows already."""
    managers = Referent.objects.in_force(now.date()).managing(contact_request.structure_id)
    for manager in managers.exclude(user=but):
        outbox.send(
            template=f"{FOLDER}/{name}",
            to=manager.user.email,
            context=context,
            about=contact_request,
            now=now,
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
