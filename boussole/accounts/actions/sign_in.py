"""Somebody has come in."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts import emails
from boussole.accounts.audit_codes import Account
from boussole.accounts.models import User, WorkSession
from boussole.audit import trail


@transaction.atomic
def note_sign_in(user: User, session: WorkSession | None, *, on_new_device: bool, now: datetime) -> None:
    """Trace that a session was opened; its owner is told when no device had come from there before."""
    trail.record(Account.SIGNED_IN, by=user, on=user, at=now)
    if on_new_device:
        emails.tell_of_new_device(user, session, now=now)
