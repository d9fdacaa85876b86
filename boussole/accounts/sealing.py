"""Secrets that we must be able to read again (the key of a second factor) are sealed before they are stored.

The key comes from SECRET_KEY, for this purpose alone. To change SECRET_KEY, put the old one in
SECRET_KEY_FALLBACKS: what it sealed still opens, and is sealed with the new one at the next writing.
"""

import base64

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

PURPOSE = b"boussole.accounts second factor"


class NotOurs(Exception):
    """Neither the current key nor an older one opens this: SECRET_KEY has changed without its fallback."""


def seal(text: str) -> str:
    """The text, unreadable without SECRET_KEY."""
    return _sealer().encrypt(text.encode()).decode()


def unseal(sealed: str) -> str:
    """The text that was sealed.

    :raises NotOurs: when no key opens it, or when it was altered
    """
    try:
        return _sealer().decrypt(sealed.encode()).decode()
    except InvalidToken as refusal:
        raise NotOurs("This secret opens with none of our keys.") from refusal


def _sealer() -> MultiFernet:
    return MultiFernet(_key_from(secret) for secret in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def _key_from(secret: str) -> Fernet:
    derived = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=PURPOSE).derive(secret.encode())
    return Fernet(base64.urlsafe_b64encode(derived))
