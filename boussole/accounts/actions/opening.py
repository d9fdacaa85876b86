"""An account is prepared before anybody opens it."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts.audit_codes import Account
from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.moves import MoveRefused


class AlreadyKnown(MoveRefused):
    """There is an account at this address already."""


@transaction.atomic
def prepare_account(
    email: str,
    *,
    first_name: str,
    last_name: str,
    job_title: str = "",
    phone: str = "",
    by: User | None,
    now: datetime,
) -> User:
    """An account that nobody can open yet: only an invitation will.

    :raises AlreadyKnown: when this address has an account
    """
    if User.objects.filter(email__iexact=email).exists():
        raise AlreadyKnown("Il existe déjà un compte à cette adresse e-mail.")
    user = User.objects.create_user(
        email,
        first_name=first_name,
        last_name=last_name,
        job_title=job_title,
        phone=phone,
        created_at=now,
    )
    trail.record(Account.PREPARED, by=by, on=user, at=now)
    return user
