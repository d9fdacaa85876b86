"""How django-allauth keeps the second factor: sealed, named after the account, and never just taken off."""

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator

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

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        return False
