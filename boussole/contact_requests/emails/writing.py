"""How a message about a request is written, whoever receives it (guarantees.md T8, T13, G16)."""

from __future__ import annotations

from datetime import datetime

from django.db import models

from boussole.contact_requests.links import link_sent_to, not_me_link
from boussole.contact_requests.message_names import FOLDER
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.core import phones
from boussole.core.typography import day_in_words
from boussole.mail import outbox
from boussole.mail.models import OutgoingMessage


def tell(filing: Filing, name: str, context: dict[str, object], *, about: models.Model, now: datetime) -> int:
    """Write to the young person where they can be reached: by e-mail, else by SMS, else not at all.

    Returns how many messages were written.
    """
    if filing.email:
        channel, to = OutgoingMessage.Channel.EMAIL, filing.email
    elif filing.phone and phones.is_mobile(filing.phone):
        channel, to = OutgoingMessage.Channel.SMS, filing.phone
    else:
        return 0  # a landline: the page shown after filing is the only receipt
    links = {"link": link_sent_to(filing, to), "not_me_link": not_me_link(filing, to)}
    outbox.send(
        template=f"{FOLDER}/{name}",
        to=to,
        context={"filing": filing, **links, **context},
        about=about,
        now=now,
        channel=channel,
    )
    return 1


def shown_name(contact_request: ContactRequest) -> str:
    """The structure as a message may name it: not at all when the theme is sensitive."""
    if contact_request.offer.theme.is_sensitive:
        return "La structure que tu as choisie"
    return contact_request.structure.name


def shown_title(contact_request: ContactRequest) -> str:
    """The offer as a message may name it: a mailbox is read over a shoulder, or forwarded."""
    return "" if contact_request.offer.theme.is_sensitive else contact_request.offer_title


def due_in_words(contact_request: ContactRequest) -> str:
    return day_in_words(contact_request.due_day)
