"""Accounts that nobody opens any more: their owners are told, a month later they are closed and forgotten."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts import emails
from boussole.accounts.actions.life import disable
from boussole.accounts.audit_codes import Account
from boussole.accounts.inactivity import to_close, to_tell
from boussole.accounts.models import User
from boussole.audit import trail


def warn_of_closing(*, now: datetime) -> int:
    """Tell those whose account will be closed in a month. Return how many; safe to repeat."""
    return sum(_warned(pk, now) for pk in list(to_tell(now).values_list("pk", flat=True)))


@transaction.atomic
def _warned(pk: int, now: datetime) -> bool:
    user = to_tell(now).filter(pk=pk).select_for_update(of=("self",)).first()
    if user is None:
        return False  # they have just come back, or another worker was faster
    user.told_of_closing_at = now
    user.save(update_fields=["told_of_closing_at"])
    trail.record(Account.CLOSING_TOLD, by=trail.SYSTEM, on=user, at=now)
    emails.tell_of_closing(user, now=now)
    return True


@transaction.atomic
def close_unused(user: User, *, now: datetime) -> User | None:
    """Close the account of somebody who was told and has not come back; None when they have, meanwhile."""
    row = to_close(now).filter(pk=user.pk).select_for_update(of=("self",)).first()
    return None if row is None else disable(row, by=None, now=now)
