"""What the clock writes: to whoever owes something, and to the young person who waits."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from datetime import datetime

from boussole.contact_requests import action_links
from boussole.contact_requests.emails.writing import due_in_words, shown_name, shown_title, tell
from boussole.contact_requests.message_names import FOLDER
from boussole.contact_requests.models import ContactRequest
from boussole.core.links import absolute
from boussole.mail import outbox

logger = logging.getLogger(__name__)


def remind(contact_request: ContactRequest, name: str, addresses: Iterable[str], *, now: datetime) -> int:
    """To professionals of the structure: what is owed, by when, and the request itself. Returns how many."""
    link = absolute("extranet:contact_request", contact_request.public_id)
    return _write(contact_request, name, addresses, link, now=now, may_act=True)


def warn_animators(
    contact_request: ContactRequest, name: str, addresses: Iterable[str], *, now: datetime
) -> int:
    """To the animation: which structure is silent since when. Nothing about the young person."""
    link = absolute("animators:watched", contact_request.public_id)
    return _write(contact_request, name, addresses, link, now=now)


def _write(
    contact_request: ContactRequest,
    name: str,
    addresses: Iterable[str],
    link: str,
    *,
    now: datetime,
    may_act: bool = False,
) -> int:
    context: dict[str, object] = {
        "offer_title": shown_title(contact_request),
        "structure": contact_request.structure.name,
        "due": due_in_words(contact_request),
        "link": link,
    }
    template, written = f"{FOLDER}/{name}", 0
    for address in addresses:
        own = {"act_link": action_links.issue(contact_request, address, now)} if may_act else {}
        try:
            outbox.send(template=template, to=address, context=context | own, about=contact_request, now=now)
            written += 1
        except outbox.NotAnAddress:  # the others must be written to; with nobody left, the invariants say it
            logger.warning("A contact of offer %s is not an e-mail address.", contact_request.offer_id)
    return written


def apologise(contact_request: ContactRequest, *, others: int, now: datetime) -> int:
    """To the young person: nobody called, we are sorry, and others can help."""
    context: dict[str, object] = {
        "who": shown_name(contact_request),
        "due": due_in_words(contact_request),
        "others": others,
    }
    return tell(contact_request.filing, "apology", context, about=contact_request, now=now)


def tell_unanswered(contact_request: ContactRequest, *, now: datetime) -> int:
    """To the young person: it ends here, and it is not their fault."""
    context: dict[str, object] = {"who": shown_name(contact_request), "home": absolute("public:home")}
    return tell(contact_request.filing, "unanswered", context, about=contact_request, now=now)


def ask_opinion(contact_request: ContactRequest, *, now: datetime) -> int:
    """To the young person: did it help? Once."""
    context: dict[str, object] = {"who": shown_name(contact_request)}
    return tell(contact_request.filing, "opinion", context, about=contact_request, now=now)
