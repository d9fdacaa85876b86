"""What a device signs, and the name that its owner gives it."""

from __future__ import annotations

from typing import Any

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import forms as webauthn_forms
from allauth.mfa.webauthn.internal import auth as ceremony
from django import forms
from django.core.exceptions import ValidationError

from boussole.accounts.audit_codes import Account
from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core import clock
from boussole.web.extranet.forms.account_fields import missing

NOT_READ = "Votre appareil n’a pas donné de clé d’accès. Réessayez."
NOT_KNOWN = (
    "Cette clé d’accès n’ouvre pas de compte ici. Réessayez, ou connectez-vous avec votre mot de passe."
)
# What a library says of bytes that no device wrote.
UNREADABLE = (ValueError, TypeError, KeyError, AttributeError, IndexError)


class SignedField(forms.JSONField):
    """What the browser brings back from the device; people never see it."""

    widget = forms.HiddenInput

    def __init__(self, **options: Any) -> None:
        super().__init__(error_messages={"required": NOT_READ, "invalid": NOT_READ}, **options)


class NamePasskeyForm(forms.Form):
    name = forms.CharField(
        label="Nom de la clé",
        max_length=60,
        help_text="Celui de l’appareil, par exemple : mon téléphone, l’ordinateur du bureau.",
        error_messages=missing("un nom, pour la reconnaître"),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class AddPasskeyForm(NamePasskeyForm):
    credential = SignedField()

    def clean_credential(self) -> dict[str, Any]:
        signed: dict[str, Any] = self.cleaned_data["credential"]
        try:
            ceremony.parse_registration_response(signed)
            ceremony.complete_registration(signed)
        except (*UNREADABLE, ValidationError) as refusal:
            raise ValidationError(NOT_READ, code="unreadable") from refusal
        return signed


class ShowPasskeyForm(webauthn_forms.AuthenticateWebAuthnForm):
    """The second step of a sign-in."""

    credential = SignedField()

    def clean_credential(self) -> Authenticator:
        try:
            passkey = super().clean_credential()
        except UNREADABLE as refusal:
            raise ValidationError(NOT_READ, code="unreadable") from refusal
        except ValidationError:
            trail.record(Account.SECOND_FACTOR_FAILED, by=None, on=self.user, at=clock.now())
            raise
        return _of_an_open_account(passkey)


class ShowPasskeyAgainForm(ShowPasskeyForm):
    """The same, before a delicate gesture."""

    reauthenticated = True


class SignInByPasskeyForm(forms.Form):
    """A passkey alone says who one is."""

    credential = SignedField()

    def clean_credential(self) -> Authenticator:
        signed = self.cleaned_data["credential"]
        try:
            ceremony.parse_authentication_response(signed)
            user = ceremony.extract_user_from_response(signed)
            passkey = ceremony.complete_authentication(user, signed)
        except (*UNREADABLE, ValidationError) as refusal:
            raise ValidationError(NOT_KNOWN, code="unknown") from refusal
        return _of_an_open_account(passkey)


def _of_an_open_account(passkey: Authenticator) -> Authenticator:
    owner: User = passkey.user
    if not owner.is_active:
        raise ValidationError(NOT_KNOWN, code="unknown")
    return passkey
