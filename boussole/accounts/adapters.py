"""How django-allauth keeps the second factor: sealed, named after the account, and never just taken off."""

import io

import qrcode
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from qrcode.image.svg import SvgPathFillImage

from boussole.accounts import sealing
from boussole.accounts.models import User


class SecondFactorAdapter(DefaultMFAAdapter):
    """Named by MFA_ADAPTER in the settings."""

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

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return False
