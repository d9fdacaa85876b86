"""The private address from which a calendar program reads due dates: opened, replaced, closed."""

from __future__ import annotations

import secrets
from datetime import datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests.calendar_feeds import TOKEN_BYTES, address_of, hash_of
from boussole.contact_requests.models import CalendarFeed
from boussole.core.db import locked


@transaction.atomic
def open_calendar_feed(user: User, *, now: datetime) -> str:
    """Give this person an address, and return it: it is shown once. One that they had opens nothing any more."""
    user = locked(user)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    CalendarFeed.objects.update_or_create(
        user=user, defaults={"token_hash": hash_of(token), "created_at": now, "read_at": None}
    )
    trail.record("workshop.calendar_opened", by=user, on=user, at=now)
    return address_of(token)


@transaction.atomic
def close_calendar_feed(user: User, *, now: datetime) -> None:
    """The address opens nothing any more; closing twice does nothing more."""
    count, _ = CalendarFeed.objects.filter(user=user).delete()
    if count:
        trail.record("workshop.calendar_closed", by=user, on=user, at=now)
