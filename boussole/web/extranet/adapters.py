"""How django-allauth, which knows the steps of a sign-in, is told our rules and our words."""

from __future__ import annotations

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.core.internal.httpkit import headed_redirect_response
from django.conf import settings
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.http import urlencode

from boussole.accounts import actions, devices, passkeys, second_factor, throttling
from boussole.accounts.audit_codes import Account
from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core import clock
from boussole.web.extranet.proconnect import way_out
from boussole.web.shared.access import second_factor_shown
from boussole.web.shared.client_ip import client_ip
from boussole.web.shared.work_sessions import work_session_of
from boussole.web.shared.workplaces import desk_of_workplace


class AccountAdapter(DefaultAccountAdapter):
    """Passwords, under our limits and in our trace. Named by ACCOUNT_ADAPTER in the settings."""

    # The only flash messages of allauth that we show; it has one for every gesture.
    MESSAGES = {
        "account/messages/password_changed.txt": "Votre mot de passe est changé. "
        "Vos autres connexions sont fermées.",
        "account/messages/logged_out.txt": "Vous êtes déconnecté·e.",
    }

    def is_open_for_signup(self, request: Any) -> bool:
        return False  # accounts are prepared by somebody who knows the person, then opened by invitation

    def authenticate(self, request: Any, *, email: str, password: str) -> User | None:
        """The person who has this password, or None; the same work is done for an address nobody has.

        :raises ValidationError: after too many failures, even for the right password
        """
        now = clock.now()
        network, whom = client_ip(request), self._whose_tries(request, email)
        try:
            throttling.count_try(throttling.NETWORK, network, now=now)
            throttling.count_try(throttling.PASSWORD, whom, now=now)
        except throttling.Refused as refusal:
            raise ValidationError(refusal.message(now), code="too_many") from refusal
        user = authenticate(request, email=email, password=password)
        if user is None:
            about = User.objects.filter(email=email).first()
            trail.record(Account.SIGN_IN_FAILED, by=None, on=about, at=now, known_device=whom != email)
            return None
        throttling.give_back(throttling.NETWORK, network)
        throttling.give_back(throttling.PASSWORD, whom)
        return user

    def reauthenticate(self, user: User, password: str) -> bool:
        return self.authenticate(context.request, email=user.email, password=password) == user

    def login(self, request: Any, user: User) -> None:
        """Open the session, at the end of all the steps.

        :raises ImmediateHttpResponse: when the account was disabled since the password was given
        """
        if not user.is_active:
            raise ImmediateHttpResponse(headed_redirect_response("account_login"))
        has_come_before, now = user.last_login is not None, clock.now()
        super().login(request, user)
        on_new_device = has_come_before and not self._device(request, user.email)
        actions.note_sign_in(user, work_session_of(request), on_new_device=on_new_device, now=now)

    def post_login(self, request: Any, user: User, **hooks: Any) -> Any:
        """Go where the person was going, by way of the second factor when there is none yet."""
        response = super().post_login(request, user, **hooks)
        if not second_factor.has_factor(user) and not second_factor_shown(request):
            enrol, then = reverse("mfa_activate_totp"), urlencode({"next": response["Location"]})
            response["Location"] = f"{enrol}?{then}"
        response.set_cookie(
            settings.DEVICE_COOKIE_NAME,
            devices.device_cookie_for(user.email),
            max_age=devices.DEVICE_KEPT_FOR,
            path=reverse("account_home"),
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
        return response

    def set_password(self, user: User, password: str) -> None:
        here = work_session_of(context.request) if context.request.user == user else None
        actions.change_password(user, password, now=clock.now(), but=here)
        user.refresh_from_db()

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Delicate gestures ask again who is there, unless they have just said it."""
        records = get_authentication_records(context.request, context.request.user)
        return not records or time.time() - records[-1]["at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT

    def get_login_stages(self) -> list[str]:
        ours = "boussole.web.extranet.stages.SecondFactorStage"
        theirs = "allauth.mfa.stages.AuthenticateStage"
        return [ours if stage == theirs else stage for stage in super().get_login_stages()]

    def get_login_redirect_url(self, request: Any) -> str:
        """The desk where the person chose to work."""
        return reverse(desk_of_workplace(request.user, clock.now().date()))

    def get_logout_redirect_url(self, request: Any) -> str:
        """By way of ProConnect for whoever came in by it: else the next person at this desk would come in too."""
        return way_out(request) or super().get_logout_redirect_url(request)

    def get_reauthentication_methods(self, user: User) -> list[dict[str, str]]:
        """The password, and one page for the second factor; that one first for whoever signs in with a finger."""
        ways = ["account_reauthenticate"] if user.is_open else []
        if second_factor.has_factor(user):
            ways.insert(0 if passkeys.rows_of(user).exists() else 1, "mfa_reauthenticate")
        return [{"id": way, "url": reverse(way), "description": ""} for way in ways]

    def get_password_change_redirect_url(self, request: Any) -> str:
        return reverse("account_home")

    def respond_user_inactive(self, request: Any, user: User) -> Any:
        return headed_redirect_response("account_login")

    def add_message(
        self, request: Any, level: int, message_template: str | None = None, *args: Any, **kwargs: Any
    ) -> None:
        if sentence := self.MESSAGES.get(message_template or ""):
            super().add_message(request, level, message=sentence)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        raise RuntimeError(f"{template_prefix}: our messages leave through boussole.accounts.emails.")

    def _whose_tries(self, request: Any, email: str) -> str:
        """Whom a failure is counted against: the account, or this one device that already signed in to it."""
        return self._device(request, email) or email

    def _device(self, request: Any, email: str) -> str:
        """The number of this device, when it has already signed in to this account."""
        return devices.known_device(request.COOKIES.get(settings.DEVICE_COOKIE_NAME, ""), email)
