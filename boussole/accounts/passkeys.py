"""Passkeys (WebAuthn): a fingerprint, a face or a PIN on one's own device, which proves who one is on this site alone.

The rows and the ceremony are django-allauth's (`Authenticator`, type WEBAUTHN); nothing in them is secret, only the
device can sign. A passkey is asked to check its owner: it opens the account without any password, and is a second
factor too (guarantees.md R11).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from django.db.models import QuerySet

from boussole.accounts.models import User

MOST = 10  # a drawer of keys is one that nobody watches


@dataclass(frozen=True, slots=True)
class Passkey:
    """One passkey, as its owner reads it."""

    number: int
    name: str
    added_at: datetime
    used_at: datetime | None


def rows_of(user: User) -> QuerySet[Authenticator]:
    """The passkeys of this account, the oldest first."""
    return Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by(
        "created_at", "pk"
    )


def passkeys_of(user: User) -> list[Passkey]:
    """The same, to be read."""
    return [Passkey(row.pk, str(row.data["name"]), row.created_at, row.last_used_at) for row in rows_of(user)]


def is_kept(credential: dict[str, object]) -> bool:
    """Whether this passkey is already somebody's: one key, one account."""
    known = Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN)
    return known.filter(data__credential__id=credential.get("id")).exists()
