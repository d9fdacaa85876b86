"""One mail a day to whoever has something waiting, at the hour that they chose (product.md 5.3)."""

from __future__ import annotations

import logging
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from boussole.accounts.models import User
from boussole.contact_requests import emails
from boussole.contact_requests.models import DailyDigest
from boussole.contact_requests.queries.digests import digests_due, waiting_today
from boussole.core.db import locked

logger = logging.getLogger(__name__)


def send_digests(*, now: datetime) -> int:
    """Write the digests whose hour has come; return how many. Safe to repeat: each day is dealt with once."""
    sent = 0
    for user, day in list(digests_due(now)):
        try:
            sent += send_digest(user, day=day, now=now)
        except Exception:  # one person's trouble must not silence the others
            logger.exception("The digest of user %d could not be written.", user)
    return sent


@transaction.atomic
def send_digest(user_id: int, *, day: date, now: datetime) -> bool:
    """Deal with this day for this person: write to them if something waits, and never again that day."""
    DailyDigest.objects.get_or_create(user_id=user_id)
    digest = DailyDigest.objects.select_for_update().get(user=user_id)
    user = User.objects.active().filter(pk=user_id).first()
    is_dealt_with = digest.last_day is not None and digest.last_day >= day
    if user is None or not user.is_open or digest.hour is None or is_dealt_with:
        return False
    digest.last_day = day
    digest.save(update_fields=["last_day"])
    waiting = waiting_today(user, now)
    if waiting:
        emails.send_digest(digest, waiting, now=now)
    return bool(waiting)


@transaction.atomic
def choose_digest_hour(user: User, hour: int | None, *, timezone: str, now: datetime) -> DailyDigest:
    """Receive it at this hour, or not at all. An hour that has passed begins tomorrow."""
    user = locked(user)  # two presses at once count one after the other
    digest, _ = DailyDigest.objects.get_or_create(user=user)
    local = now.astimezone(ZoneInfo(timezone))
    if hour is not None and local.hour >= hour:
        digest.last_day = local.date()
    digest.hour = hour
    digest.save(update_fields=["hour", "last_day"])
    return digest
