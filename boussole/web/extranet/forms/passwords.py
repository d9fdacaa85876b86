"""What a person types to choose a password. Named in ACCOUNT_FORMS: the views are django-allauth's."""

from datetime import timedelta
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.forms import UserTokenForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.http import HttpRequest

from boussole.accounts import actions
from boussole.accounts.models import User
from boussole.accounts.tokens import ResetTokens
from boussole.core import clock
from boussole.privacy.limits import hit
from boussole.web.extranet.forms.account_fields import CurrentPasswordField, NewPasswordField, missing
from boussole.web.extranet.forms.sign_in import ReauthenticateForm
from boussole.web.shared.client_ip import client_ip

HOUR = timedelta(hours=1)


class AskResetForm(forms.Form):
    email = forms.EmailField(
        label="Adresse e-mail",
        help_text="Celle avec laquelle vous vous connectez.",
        widget=forms.EmailInput(attrs={"autocomplete": "username", "spellcheck": "false"}),
        error_messages={
            **missing("votre adresse e-mail"),
            "invalid": "Il manque quelque chose à cette adresse : prenom.nom@example.org",
        },
    )

    def save(self, request: HttpRequest) -> None:
        """Send the link, silently or not at all: the page that follows is always the same."""
        now, email = clock.now(), self.cleaned_data["email"].lower()
        within = hit("accounts.reset.network", client_ip(request), limit=30, per=HOUR, now=now)
        if within and hit("accounts.reset", email, limit=5, per=HOUR, now=now):
            actions.send_reset_link(email, now=now)


class ChooseNewPasswordForm(forms.Form):
    """After a reset link."""

    password = NewPasswordField(label="Nouveau mot de passe", error_messages=missing("un mot de passe"))

    def __init__(self, *args: Any, user: User, temp_key: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        validate_password(self.cleaned_data["password"], self.user)
        return self.cleaned_data["password"]

    def save(self) -> None:
        get_adapter().set_password(self.user, self.cleaned_data["password"])


class ResetLinkForm(UserTokenForm):
    """Whether a reset link is one of ours, unused, for an account that is still open."""

    token_generator = ResetTokens()

    def _get_user(self, uidb36: str) -> User | None:
        user = super()._get_user(uidb36)
        return user if user and user.is_active else None


class ChangePasswordForm(ReauthenticateForm):
    password = CurrentPasswordField(
        label="Mot de passe actuel", strip=False, error_messages=missing("votre mot de passe actuel")
    )
    new_password = NewPasswordField(label="Nouveau mot de passe", error_messages=missing("un mot de passe"))

    def clean_new_password(self) -> str:
        validate_password(self.cleaned_data["new_password"], self.user)
        return self.cleaned_data["new_password"]

    def save(self) -> None:
        get_adapter().set_password(self.user, self.cleaned_data["new_password"])
