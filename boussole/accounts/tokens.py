"""Secret links: what they contain and what we keep of them (guarantees.md G15)."""

import hashlib
import secrets

from django.contrib.auth.tokens import PasswordResetTokenGenerator

from boussole.accounts.models import User

INVITATION_BYTES = 32  # 256 bits


def new_invitation_token() -> str:
    return secrets.token_urlsafe(INVITATION_BYTES)


def hashed(token: str) -> str:
    """What is stored. No salt nor slow hash: 256 random bits cannot be guessed."""
    return hashlib.sha256(token.encode()).hexdigest()


class ResetTokens(PasswordResetTokenGenerator):
    """Links to choose a new password: an hour, once, and not after the account was disabled.

    Nothing is stored: the link is signed, and what it signs changes as soon as it is used.
    """

    key_salt = "boussole.accounts.tokens.ResetTokens"

    def _make_hash_value(self, user: User, timestamp: int) -> str:  # type: ignore[override]
        known = super()._make_hash_value(user, timestamp)
        return f"{known}{user.is_active}{user.disabled_at}{user.session_generation}"
