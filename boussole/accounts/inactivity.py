"""An account that nobody opens: asleep, told of its end, closed and forgotten (product.md 5.7, guarantees.md T4).

Everything follows from the last sign-in, or from the day the account was prepared: signing in undoes it all.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import DateTimeField, F
from django.db.models.functions import Coalesce

from boussole.accounts.models import User
from boussole.accounts.models.user import UserQuerySet

ASLEEP_AFTER = timedelta(days=182)
CLOSED_AFTER = timedelta(days=730)
TOLD_BEFORE = timedelta(days=30)


def last_seen(user: User) -> datetime:
    """When the person last signed in; the day their account was prepared when they never did."""
    return user.last_login or user.created_at


def is_asleep(user: User, now: datetime) -> bool:
    """Whether nobody has opened this account for six months: its team and its animation read it."""
    return now - last_seen(user) >= ASLEEP_AFTER


def asleep(now: datetime) -> UserQuerySet:
    """The same as rows: the open accounts that nobody has opened for six months."""
    return _silent_since(now - ASLEEP_AFTER)


def to_tell(now: datetime) -> UserQuerySet:
    """Those whose account will be closed in a month, and who were not told since they last came."""
    silent = _silent_since(now - CLOSED_AFTER + TOLD_BEFORE)
    return silent.exclude(told_of_closing_at__gte=F("seen_at"))


def to_close(now: datetime) -> UserQuerySet:
    """Those whom nobody has seen for two years, and who were told a month ago or more, since they last came."""
    told = _silent_since(now - CLOSED_AFTER).filter(told_of_closing_at__lte=now - TOLD_BEFORE)
    return told.filter(told_of_closing_at__gte=F("seen_at"))


def _silent_since(moment: datetime) -> UserQuerySet:
    seen_at = Coalesce("last_login", "created_at", output_field=DateTimeField())
    return User.objects.active().annotate(seen_at=seen_at).filter(seen_at__lte=moment).order_by("pk")
