"""What the young person says, told to those who must hear it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from boussole.contact_requests import action_links
from boussole.contact_requests.emails.writing import due_in_words, shown_title
from boussole.contact_requests.message_names import FOLDER
from boussole.contact_requests.models import ContactRequest
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox


def pass_on_nudge(contact_request: ContactRequest, addresses: Iterable[str], *, now: datetime) -> None:
    """To whoever takes care of it, or the contact of the offer: somebody waits, and says so."""
    _write(contact_request, "nudge", addresses, now=now)


def ask_to_log(contact_request: ContactRequest, addresses: Iterable[str], *, now: datetime) -> None:
    """In good faith: the young person was contacted, and nothing is logged. The promise is read in the log."""
    _write(contact_request, "contacted_not_logged", addresses, now=now)


def tell_not_contacted(
    contact_request: ContactRequest, addresses: Iterable[str], *, is_tried: bool, now: datetime
) -> None:
    """To the whole team: they say that nobody called, while nothing is logged, or while an attempt is."""
    name = "not_contacted_though_logged" if is_tried else "not_contacted"
    _write(contact_request, name, addresses, now=now)


def warn_not_contacted(contact_request: ContactRequest, addresses: Iterable[str], *, now: datetime) -> None:
    """To the animation: a structure is silent, and the young person says so. Nothing that says who."""
    link = absolute("animators:watched", contact_request.public_id)
    _write(contact_request, "not_contacted_animator", addresses, link=link, now=now)


def _write(
    contact_request: ContactRequest, name: str, addresses: Iterable[str], *, now: datetime, link: str = ""
) -> None:
    context: dict[str, object] = {
        "offer_title": shown_title(contact_request),
        "structure": contact_request.structure.name,
        "filed": day_in_words(contact_request.day_of(contact_request.filed_at)),
        "due": due_in_words(contact_request),
        "is_awaited": contact_request.first_attempt_at is None,
        "is_late": contact_request.due_at < now,
        "link": link or absolute("extranet:contact_request", contact_request.public_id),
    }
    for address in addresses:
        # One link for one reader; the animation, which has a `link` of its own, acts from its site alone.
        own = {} if link else {"act_link": action_links.issue(contact_request, address, now)}
        outbox.send(
            template=f"{FOLDER}/{name}", to=address, context=context | own, about=contact_request, now=now
        )
