"""Messages about a redirection: to whom it depends on, then to those who must know what was answered.

The receiver learns nothing of the young person by mail; the young person reads no name of a structure when
the theme is sensitive (guarantees.md T8, T13, G16).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from boussole.accounts.models import User
from boussole.contact_requests import policies, recipients
from boussole.contact_requests.emails.writing import due_in_words, shown_name, shown_title, tell
from boussole.contact_requests.message_names import FOLDER
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.contact_requests.queries.redirecting import opened_by
from boussole.contact_requests.schedule import Audience
from boussole.core.clock import local_day
from boussole.core.links import absolute
from boussole.core.typography import day_in_words
from boussole.mail import outbox
from boussole.partners.models import Referent


# --- To the young person --------------------------------------------------------------------------
def ask_agreement(redirection: Redirection, *, now: datetime) -> int:
    """May your request go to somebody else? The page of the link says to whom, and with what."""
    source = redirection.contact_request
    context: dict[str, object] = {"who": shown_name(source)}
    return tell(source.filing, "redirection_asked", context, about=source, now=now)


def tell_passed_on(successor: ContactRequest, *, now: datetime) -> int:
    """Somebody else has taken it over: who, and by when. The date starts again."""
    is_sensitive = successor.offer.theme.is_sensitive
    owner = successor.owner.first_name if successor.owner and not is_sensitive else ""
    context: dict[str, object] = {
        "who": "" if is_sensitive else successor.structure.name,
        "owner": owner,
        "due": due_in_words(successor),
    }
    return tell(successor.filing, "redirection_accepted", context, about=successor, now=now)


def tell_oriented_outside(redirection: Redirection, *, now: datetime) -> int:
    """A body outside the network can help: how to reach it, or where to read it when the theme is sensitive."""
    source = redirection.contact_request
    is_sensitive = source.offer.theme.is_sensitive
    context: dict[str, object] = {
        "who": shown_name(source),
        "body_name": "" if is_sensitive else redirection.outside_name,
        "body_contact": "" if is_sensitive else redirection.outside_contact,
    }
    return tell(source.filing, "redirection_outside", context, about=source, now=now)


# --- To the receiver ------------------------------------------------------------------------------
def propose(redirection: Redirection, *, now: datetime) -> int:
    """Would you take this request over? Nothing about who it is."""
    return _to_receiver(redirection, "redirection_proposed", _contacts(redirection, now), now=now)


def remind_receiver(redirection: Redirection, *, now: datetime) -> int:
    """It is the last day to answer."""
    return _to_receiver(redirection, "redirection_reminder", _contacts(redirection, now), now=now)


def tell_receiver_is_late(redirection: Redirection, *, now: datetime) -> int:
    """To the managers of the receiver: nobody answered, and the sender may take it elsewhere."""
    managers = Referent.objects.in_force(now.date()).managing(redirection.to_structure_id)
    addresses = [each.user.email for each in managers]
    to = addresses or _contacts(redirection, now)
    return _to_receiver(redirection, "redirection_late", to, now=now)


def tell_called_off(redirection: Redirection, *, now: datetime) -> int:
    """There is nothing to answer any more."""
    return _to_receiver(redirection, "redirection_called_off", _contacts(redirection, now), now=now)


def _to_receiver(redirection: Redirection, name: str, addresses: Iterable[str], *, now: datetime) -> int:
    opened = opened_by(redirection, now)
    context: dict[str, object] = {
        "sender": redirection.contact_request.structure.name,
        "offer_title": shown_title(opened),
        "answer_by": _day(redirection.answer_by, redirection),
        "link": absolute("extranet:redirection", redirection.public_id),
    }
    return _write(redirection, name, addresses, context, now=now)


def _contacts(redirection: Redirection, now: datetime) -> list[str]:
    """The contacts of the offer; when all have left, whoever answers for the structure."""
    opened = opened_by(redirection, now)
    day = local_day(now, opened.filing.timezone)
    return recipients.contacts_of(opened, day) or [user.email for user in recipients.team_of(opened, day)]


# --- To the sender --------------------------------------------------------------------------------
def tell_sender(redirection: Redirection, name: str, *, now: datetime) -> int:
    """What was answered, or that nobody answered; the sender's own date is said again while it runs."""
    source = redirection.contact_request
    structure = redirection.to_structure
    context: dict[str, object] = {
        "receiver": structure.name if structure else redirection.outside_name,
        "offer_title": shown_title(source),
        "reason": redirection.get_decline_reason_display(),
        "due": due_in_words(source) if source.first_attempt_at is None else "",
        "link": absolute("extranet:contact_request", source.public_id),
    }
    return _write(redirection, name, _sender_addresses(redirection, now), context, now=now)


def _sender_addresses(redirection: Redirection, now: datetime) -> list[str]:
    """Who handed it over, while they may still read it; else whoever answers for the request."""
    source, by = redirection.contact_request, redirection.by
    if by and by.is_active and (policies.can_read(by, source, now) or _watches(by, source, now)):
        return [by.email]
    return recipients.addresses_of(Audience.OWNER_OR_CONTACT, source, now)


def _watches(user: User, source: ContactRequest, now: datetime) -> bool:
    return ContactRequest.objects.watched_by(user, now).filter(pk=source.pk).exists()


def _write(
    redirection: Redirection,
    name: str,
    addresses: Iterable[str],
    context: dict[str, object],
    *,
    now: datetime,
) -> int:
    written = [
        outbox.send(template=f"{FOLDER}/{name}", to=address, context=context, about=redirection, now=now)
        for address in addresses
    ]
    return len(written)


def _day(moment: datetime | None, redirection: Redirection) -> str:
    zone = ZoneInfo(redirection.contact_request.filing.timezone)
    return day_in_words(moment.astimezone(zone).date()) if moment else ""
