"""Signing in with a passkey alone: the device checks its owner, no password is asked."""

from datetime import timedelta

from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.webauthn.internal import auth as ceremony
from allauth.mfa.webauthn.internal.flows import perform_passwordless_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods

from boussole.core import clock
from boussole.privacy.limits import hit
from boussole.web.extranet.forms.passkeys import SignInByPasskeyForm
from boussole.web.shared.client_ip import client_ip

HOUR = timedelta(hours=1)
PER_NETWORK = 200  # challenges an hour: an office shares one address, and each keeps a row of session
TOO_MANY_REQUESTS = 429


@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """To the script of the page, what the device must sign; to a form, the way in when it was signed well."""
    if request.user.is_authenticated:
        return redirect(get_next_redirect_url(request) or settings.LOGIN_REDIRECT_URL)
    if request.method != "POST":
        return _to_be_signed(request)
    form = SignInByPasskeyForm(request.POST)
    if not form.is_valid():
        messages.error(request, form.errors["credential"][0])
        return _back_to_the_door(request)
    passkey = form.cleaned_data["credential"]
    request.session.set_expiry(0)  # the session ends with the browser
    login = Login(user=passkey.user, redirect_url=get_next_redirect_url(request))
    return perform_passwordless_login(request, passkey, login)


def _to_be_signed(request: HttpRequest) -> HttpResponse:
    if "application/json" not in request.headers.get("Accept", ""):
        return _back_to_the_door(request)
    within = hit("accounts.passkey", client_ip(request), limit=PER_NETWORK, per=HOUR, now=clock.now())
    if not within:
        return JsonResponse({"words": "Trop d’essais depuis ce réseau."}, status=TOO_MANY_REQUESTS)
    return JsonResponse(ceremony.begin_authentication())


def _back_to_the_door(request: HttpRequest) -> HttpResponse:
    then = get_next_redirect_url(request)
    return redirect(reverse("account_login") + (f"?{urlencode({'next': then})}" if then else ""))
