"""How django-allauth keeps the second factor: sealed, named after the account, and never just taken off."""

import io
from typing import Any
from urllib.parse import urlsplit

import qrcode
from allauth.account.utils import user_pk_to_url_str
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from qrcode.image.svg import SvgPathFillImage

from boussole.accounts import sealing
from boussole.accounts.models import User


class SecondFactorAdapter(DefaultMFAAdapter):
    """Named by MFA_ADAPTER in the settings."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": "Cette clé d’accès n’a pas été reconnue. Réessayez, ou connectez-vous autrement.",
    }

    def encrypt(self, text: str) -> str:
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        return sealing.unseal(encrypted_text)

    def get_totp_label(self, user: User) -> str:
        return user.email

    def build_totp_svg(self, url: str) -> str:
        drawing = io.BytesIO()
        # Black on white, whatever the page's colours: cameras read nothing else.
        qrcode.make(url, image_factory=SvgPathFillImage, border=3).save(drawing)
        return drawing.getvalue().decode()

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        # A passkey belongs to a domain for ever: ours is the one written in links, never the Host of a request.
        return {
            "id": urlsplit(settings.PUBLIC_ORIGIN).hostname or "localhost",
            "name": "La Boussole des jeunes",
        }

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        return {
            "id": user_pk_to_url_str(user).encode(),
            "name": user.email,
            "display_name": user.full_name,
        }

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return False
