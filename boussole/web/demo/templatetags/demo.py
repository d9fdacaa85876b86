"""What only the templates of the demo need."""

import re
from datetime import datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator

from boussole.core import clock
from boussole.core.typography import moment_in_words
from boussole.design.tags.messages import badge
from boussole.mail.models import OutgoingMessage

register = template.Library()

LINK = re.compile(r"https?://[^\s<>«»\"]+")
AFTER_A_LINK = ".,;:!?)…"  # belongs to the sentence
Status = OutgoingMessage.Status
STATES = {
    Status.TODO: ("info", "clock"),
    Status.SENT: ("success", "check"),
    Status.UNKNOWN: ("warning", "warning"),
    Status.BOUNCED: ("error", "warning"),
    Status.DEAD: ("error", "stop"),
    Status.CANCELLED: ("neutral", "cross"),
}


@register.simple_tag
def demo_now() -> datetime:
    """`{% demo_now as moment %}`: the present of the demo, for pages that know nothing of it."""
    return clock.now()


@register.simple_tag
def message_state(message: OutgoingMessage) -> SafeString:
    """`{% message_state message %}`: where it stands, in a word."""
    tone, icon = STATES[Status(message.status)]
    return badge(message.get_status_display(), tone=tone, icon=icon)


@register.filter
def with_links(text: str) -> SafeString:
    """`{{ message.body|with_links }}`: the same text, escaped, where addresses can be pressed."""
    text = text.strip()
    pieces, read = [], 0
    for found in LINK.finditer(text):
        address = found[0].rstrip(AFTER_A_LINK)
        pieces += [
            format_html("{}", text[read : found.start()]),
            format_html('<a href="{0}">{0}</a>', address),
        ]
        read = found.start() + len(address)
    return mark_safe("".join([*pieces, format_html("{}", text[read:])]))  # noqa: S308  (every piece is escaped)


@register.filter
def first_words(text: str) -> str:
    """`{{ message.body|first_words }}`: what a telephone shows before one opens a message."""
    return Truncator(" ".join(LINK.sub("", text).split())).chars(90)


@register.filter
def hour_words(moment: datetime) -> str:
    """`{{ message.created_at|hour_words }}`: « 20 h 39 »."""
    return moment_in_words(moment).rpartition(" à ")[2]
