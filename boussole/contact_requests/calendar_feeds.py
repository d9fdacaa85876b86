"""What a subscribed calendar reads: whose address it is, and which dates it shows (guarantees.md T4, T8, G15)."""

from __future__ import annotations

from datetime import datetime, timedelta
from hashlib import sha256

from boussole.contact_requests.models import CalendarFeed, ContactRequest
from boussole.core.links import absolute

TOKEN_BYTES = 24  # 192 bits
PURPOSE = "calendar"
MOST = 500
NOTED_EVERY = timedelta(hours=1)  # programs read several times an hour: one writing is enough


def hash_of(token: str) -> str:
    return sha256(f"{PURPOSE}/{token}".encode()).hexdigest()


def address_of(token: str) -> str:
    return absolute("extranet:calendar_feed", token)


def feed_behind(token: str) -> CalendarFeed | None:
    """The feed of this address; None when it was replaced, closed, or with the account of its owner."""
    rows = CalendarFeed.objects.filter(token_hash=hash_of(token), user__is_active=True)
    return rows.select_related("user").first()


def dates_of(feed: CalendarFeed, now: datetime) -> list[ContactRequest]:
    """The requests that its owner should answer, own or taken up by nobody, by due date."""
    rows = ContactRequest.objects.visible_to(feed.user, now).waiting_for(feed.user)
    return list(rows.select_related("filing").defer("situation", "reasons").order_by("due_at", "pk")[:MOST])


def note_reading(feed: CalendarFeed, *, now: datetime) -> None:
    """Remember that a program reads it, so that its owner sees whether the subscription lives."""
    if feed.read_at is None or now - feed.read_at >= NOTED_EVERY:
        CalendarFeed.objects.filter(pk=feed.pk).update(read_at=now)
