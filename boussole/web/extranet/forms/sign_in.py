"""What a person types to say who they are. Named in ACCOUNT_FORMS: the views are django-allauth's."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import perform_password_login
from allauth.account.models import Login
from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse

from boussole.accounts.models import User
from boussole.web.extranet.forms.account_fields import AddressField, CurrentPasswordField, missing

WRONG_SIGN_IN = "L’adresse e-mail ou le mot de passe n’est pas le bon."
WRONG_PASSWORD = "Ce n’est pas le bon mot de passe."  # noqa: S105


class SignInForm(forms.Form):
    email = AddressField(label="Adresse e-mail", error_messages=missing("votre adresse e-mail"))
    password = CurrentPasswordField(
        label="Mot de passe", strip=False, error_messages=missing("votre mot de passe")
    )

    def __init__(self, *args: Any, request: HttpRequest, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request

    def clean(self) -> None:
        # Whatever was typed is tried, and counted, in the same way: too long, not an address, unknown.
        if self.errors:
            return
        typed = self.cleaned_data
        self.user = get_adapter().authenticate(self.request, email=typed["email"], password=typed["password"])
        if self.user is None:
            raise ValidationError(WRONG_SIGN_IN, code="wrong")

    def login(self, request: HttpRequest, redirect_url: str | None = None) -> HttpResponse:
        """The password was right: go through the steps that remain."""
        request.session.set_expiry(0)  # the session ends with the browser, and after 12 hours at most
        return perform_password_login(request, {}, Login(user=self.user, redirect_url=redirect_url))


class ReauthenticateForm(forms.Form):
    password = CurrentPasswordField(
        label="Mot de passe", strip=False, error_messages=missing("votre mot de passe")
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_password(self) -> str:
        if not get_adapter().reauthenticate(self.user, self.cleaned_data["password"]):
            raise ValidationError(WRONG_PASSWORD, code="wrong")
        return self.cleaned_data["password"]
