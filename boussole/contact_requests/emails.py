"""Every message about a request. None of them says what is sensitive (guarantees.md T8, T13, G16)."""

from __future__ import annotations

from datetime import datetime

from boussole.contact_requests.links import follow_up_link
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.core import phones
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox
from boussole.mail.models import OutgoingMessage

FOLDER = "contact_requests/messages"


def _tell(filing: Filing, name: str, context: dict[str, object], *, about: object, now: datetime) -> None:
    """Write to the young person where they can be reached: by e-mail, else by SMS, else not at all."""
    context = {"filing": filing, "link": follow_up_link(filing), **context}
    if filing.email:
        channel, to = OutgoingMessage.Channel.EMAIL, filing.email
    elif filing.phone and phones.is_mobile(filing.phone):
        channel, to = OutgoingMessage.Channel.SMS, filing.phone
    else:
        return  # a landline: the page shown after filing is the only receipt
    outbox.send(template=f"{FOLDER}/{name}", to=to, context=context, about=about, now=now, channel=channel)  # type: ignore[arg-type]


def shown_name(contact_request: ContactRequest) -> str:
    """The structure as a message may name it: not at all when the theme is sensitive."""
    if contact_request.offer.theme.is_sensitive:
        return "La structure que tu as choisie"
    return contact_request.structure.name


def shown_title(contact_request: ContactRequest) -> str:
    """The offer as a message may name it: a mailbox is read over a shoulder, or forwarded."""
    return "" if contact_request.offer.theme.is_sensitive else contact_request.offer_title


def due_in_words(contact_request: ContactRequest) -> str:
    return day_in_words(contact_request.due_at.astimezone(contact_request.local_timezone).date())


def acknowledge(filing: Filing, requests: list[ContactRequest], *, now: datetime) -> None:
    """To the young person: who will call, by when, and the link to keep."""
    lines = [{"who": shown_name(r), "due": due_in_words(r)} for r in requests]
    last = max(requests, key=lambda r: r.due_at)
    context: dict[str, object] = {"lines": lines, "count": len(lines), "last_due": due_in_words(last)}
    _tell(filing, "acknowledgement", context, about=filing, now=now)


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


def tell_taken_up(contact_request: ContactRequest, *, now: datetime) -> None:
    """To the young person: a named person now takes care of it."""
    sensitive = contact_request.offer.theme.is_sensitive
    owner = contact_request.owner.first_name if contact_request.owner and not sensitive else ""
    context: dict[str, object] = {
        "who": shown_name(contact_request),
        "owner": owner,
        "due": due_in_words(contact_request),
    }
    _tell(contact_request.filing, "taken_up", context, about=contact_request, now=now)


def tell_missed_attempt(contact_request: ContactRequest, *, now: datetime) -> None:
    """To the young person: somebody tried to reach them."""
    context: dict[str, object] = {"who": shown_name(contact_request)}
    _tell(contact_request.filing, "missed_attempt", context, about=contact_request, now=now)


def tell_closed(contact_request: ContactRequest, *, now: datetime) -> None:
    """To the young person: it is over, and how to come back."""
    context: dict[str, object] = {"who": shown_name(contact_request), "home": absolute("public:home")}
    _tell(contact_request.filing, "closed", context, about=contact_request, now=now)


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
