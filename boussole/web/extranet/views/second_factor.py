"""Showing a second factor, setting up the application that gives codes, and the recovery codes that come with it."""

import base64
import json
from typing import Any

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base import views as allauth_mfa
from allauth.mfa.webauthn.internal import auth as ceremony
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from boussole.accounts import actions, passkeys, second_factor
from boussole.accounts.sealing import seal, unseal
from boussole.core import clock
from boussole.web.extranet.forms.passkeys import ShowPasskeyAgainForm
from boussole.web.extranet.forms.second_factor import EnrolForm, ShowCodeAgainForm
from boussole.web.shared.access import (
    CODES_TO_NOTE,
    FRESH,
    opens_before_second_factor,
    remember_second_factor,
    second_factor_shown,
)
from boussole.web.shared.work_sessions import work_session_of

SECRET = "second_factor_being_set_up"  # noqa: S105  (in the session, sealed, until the first code is right)


class ShowView(allauth_mfa.AuthenticateView):
    """The step of a sign-in after the password: a passkey, a code, or a recovery code."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user = self.stage.login.user
        context = {
            **super().get_context_data(**kwargs),
            "has_application": second_factor.has_application(user),
        }
        if passkeys.rows_of(user).exists():
            context["options"] = json.dumps(context["js_data"]["request_options"])
        return context


class ShowAgainView(allauth_mfa.ReauthenticateView):
    """The same for somebody who has signed in, before what asks it afresh."""

    def get_form_class(self) -> type:
        return ShowPasskeyAgainForm if "credential" in self.request.POST else ShowCodeAgainForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        user, context = self.request.user, super().get_context_data(**kwargs)
        context["has_application"] = second_factor.has_application(user)
        if isinstance(context["form"], ShowPasskeyAgainForm):
            context |= {"webauthn_form": context["form"], "form": ShowCodeAgainForm(user=user)}
        if passkeys.rows_of(user).exists():
            context["options"] = json.dumps(ceremony.begin_authentication(user))
        return context


show, show_again = ShowView.as_view(), ShowAgainView.as_view()


@opens_before_second_factor
@reauthentication_required(app="boussole.accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def enrol(request: HttpRequest) -> HttpResponse:
    """Link an application to the account, or another one in its place."""
    replaces = second_factor.has_application(request.user)
    if second_factor.has_factor(request.user) and not second_factor_shown(request, within=FRESH):
        return redirect(_with_next("mfa_reauthenticate", request.path))
    secret = _secret_of(request)
    form = EnrolForm(request.POST or None, secret=secret)
    if form.is_valid():
        return _enrolled(request, form)
    then = get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL
    context = {
        "form": form,
        "replaces": replaces,
        "has_passkey": passkeys.rows_of(request.user).exists(),
        "qr_code": _qr_code(request, secret),
        "link": get_adapter().build_totp_url(request.user, secret),
        "key": " ".join(secret[at : at + 4] for at in range(0, len(secret), 4)),
        "then": then,
        "may_be_skipped": not settings.SECOND_FACTOR_REQUIRED,
    }
    return render(request, "mfa/totp/activate_form.html", context)


def _enrolled(request: HttpRequest, form: EnrolForm) -> HttpResponse:
    user = actions.enrol_second_factor(
        request.user, form.secret, period=form.period, now=clock.now(), but=work_session_of(request)
    )
    del request.session[SECRET]
    # This session goes on, under a new key, and has just shown the factor; the others are over.
    update_session_auth_hash(request, user)
    remember_second_factor(request, user)
    request.session[CODES_TO_NOTE] = True
    return redirect(_with_next("mfa_view_recovery_codes", get_next_redirect_url(request)))


@opens_before_second_factor
@require_http_methods(["GET", "HEAD", "POST"])
def recovery_codes(request: HttpRequest) -> HttpResponse:
    """The new recovery codes, until their owner says that they are noted; never again after."""
    then = get_next_redirect_url(request) or reverse("account_home")
    if CODES_TO_NOTE not in request.session:
        return redirect(then)
    if request.method == "POST":
        del request.session[CODES_TO_NOTE]
        return redirect(then)
    context = {"codes": second_factor.recovery_codes_left(request.user), "then": then}
    return render(request, "mfa/recovery_codes/index.html", context)


@reauthentication_required(app="boussole.accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def new_recovery_codes(request: HttpRequest) -> HttpResponse:
    """Replace the recovery codes by new ones."""
    if not second_factor.has_factor(request.user):
        return redirect("mfa_activate_totp")
    if request.method == "POST":
        actions.renew_recovery_codes(request.user, now=clock.now())
        messages.success(request, "Vos anciens codes de secours n’ouvrent plus rien.")
        request.session[CODES_TO_NOTE] = True
        return redirect("mfa_view_recovery_codes")
    context = {"codes_left": len(second_factor.recovery_codes_left(request.user))}
    return render(request, "mfa/recovery_codes/generate.html", context)


def _secret_of(request: HttpRequest) -> str:
    """The key being set up: the same one on reload and in two tabs, so that the code scanned stays right."""
    if sealed := request.session.get(SECRET):
        return unseal(sealed)
    secret = second_factor.new_secret()
    request.session[SECRET] = seal(secret)
    return secret


def _qr_code(request: HttpRequest, secret: str) -> str:
    adapter = get_adapter()
    drawing = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return "data:image/svg+xml;base64," + base64.b64encode(drawing.encode()).decode()


def _with_next(route: str, then: str | None) -> str:
    return reverse(route) + (f"?{urlencode({'next': then})}" if then else "")
