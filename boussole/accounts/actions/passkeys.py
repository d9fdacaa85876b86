"""Passkeys: added, named, taken off."""

from __future__ import annotations

from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db import transaction

from boussole.accounts import emails, passkeys, policies, second_factor, sessions
from boussole.accounts.audit_codes import Account
from boussole.accounts.models import User, WorkSession
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused


@transaction.atomic
def add_passkey(
    user: User, *, name: str, credential: dict[str, object], now: datetime, but: WorkSession | None = None
) -> Authenticator:
    """Keep a passkey whose ceremony has just been checked.

    The first factor of an account comes with recovery codes, and ends every session but the one where it was added.

    :raises NotAllowed: when there are many already
    :raises MoveRefused: when this very key is somebody's already
    """
    user = locked(user)
    policies.can_add_passkey(passkeys.rows_of(user).count()).require()
    if passkeys.is_kept(credential):
        raise MoveRefused("Cette clé d’accès est déjà enregistrée.")
    is_first = not second_factor.has_factor(user)
    row = Authenticator.objects.create(
        user=user, type=Authenticator.Type.WEBAUTHN, data={"name": name, "credential": credential}
    )
    if not second_factor.recovery_codes_left(user):
        second_factor.renew_recovery_codes(user)
    if is_first:
        sessions.end_all(user, now, but=but)
    trail.record(Account.PASSKEY_ADDED, by=user, on=user, at=now, passkey=row.pk)
    emails.tell_what_changed(user, "Une clé d’accès a été ajoutée à votre compte", now=now)
    return row


@transaction.atomic
def rename_passkey(passkey: Authenticator, name: str, *, by: User, now: datetime) -> None:
    """Another name, for its owner to know it among the others."""
    passkey = locked(passkey)
    passkey.data["name"] = name
    passkey.save(update_fields=["data"])
    trail.record(Account.PASSKEY_RENAMED, by=by, on=by, at=now, passkey=passkey.pk)


@transaction.atomic
def remove_passkey(
    passkey: Authenticator, *, by: User, now: datetime, but: WorkSession | None = None
) -> None:
    """It opens nothing any more; the other sessions that a passkey opened are over, whoever holds it.

    :raises NotAllowed: when nothing else would be left to show
    """
    user = locked(by)
    others = passkeys.rows_of(user).exclude(pk=passkey.pk).exists()
    policies.can_remove_passkey(leaves_a_factor=others or second_factor.has_application(user)).require()
    trail.record(Account.PASSKEY_REMOVED, by=user, on=user, at=now, passkey=passkey.pk)
    passkey.delete()
    sessions.end_sessions_of(user, now, but=but, factor=WorkSession.Factor.PASSKEY)
    emails.tell_what_changed(user, "Une clé d’accès a été retirée de votre compte", now=now)
