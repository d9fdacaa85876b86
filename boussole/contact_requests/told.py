"""What the young person was told about a request: the very words, as the professional may read them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from boussole.contact_requests.message_names import ACKNOWLEDGEMENT, FOLDER
from boussole.contact_requests.models import ContactRequest
from boussole.core.links import absolute
from boussole.mail.models import OutgoingMessage

# Named one by one: a message is never shown because nobody thought of hiding it. The acknowledgement is
# not among them: it names every structure that the young person asked.
TO_YOUNG_PERSON = tuple(
    f"{FOLDER}/{name}"
    for name in (
        "taken_up",
        "owner_changed",
        "missed_attempt",
        "closed",
        "apology",
        "unanswered",
        "opinion",
        "redirection_asked",
        "redirection_accepted",
        "redirection_outside",
    )
)
LINK = re.compile(r"https?://\S+")
MASK = "[son lien personnel]"

Status = OutgoingMessage.Status


@dataclass(frozen=True, slots=True)
class Told:
    """One message to the young person. Its text is empty once its retention is over."""

    at: datetime
    channel: str
    text: str
    is_delivered: bool
    is_lost: bool

    @property
    def in_words(self) -> str:
        """« SMS », « e-mail »: as in « ce SMS », « cet e-mail »."""
        return "SMS" if self.channel == OutgoingMessage.Channel.SMS else "e-mail"


def told_about(contact_request: ContactRequest) -> list[Told]:
    """Every message to the young person about this request alone, oldest first. One query."""
    return _told(OutgoingMessage.objects.about(contact_request).filter(template__in=TO_YOUNG_PERSON))


def told_at(contact_request: ContactRequest, moment: datetime) -> list[Told]:
    """What one gesture has just told them: messages are written at the very moment of the gesture."""
    messages = OutgoingMessage.objects.about(contact_request).filter(created_at=moment)
    return _told(messages.filter(template__in=TO_YOUNG_PERSON))


def acknowledged(contact_request: ContactRequest) -> Told | None:
    """The receipt of the whole form, without its text: it may name other structures."""
    rows = OutgoingMessage.objects.about(contact_request.filing).filter(template=ACKNOWLEDGEMENT)
    found = rows.order_by("created_at").first()
    return Told(found.created_at, found.channel, "", *_fate(found)) if found else None


def without_links(text: str, *, mask: str = MASK) -> str:
    """The text with every link masked but that of the home page: the follow-up link opens everything."""
    home = absolute("public:home")
    return LINK.sub(lambda found: found[0] if found[0] == home else mask, text)


def _told(messages: Iterable[OutgoingMessage]) -> list[Told]:
    written = sorted(messages, key=lambda message: (message.created_at, str(message.pk)))
    return [Told(each.created_at, each.channel, without_links(each.body), *_fate(each)) for each in written]


def _fate(message: OutgoingMessage) -> tuple[bool, bool]:
    lost = (Status.DEAD, Status.BOUNCED, Status.CANCELLED)
    return message.status == Status.SENT, message.status in lost
