"""My passkeys: added, named, taken off."""

import json

from allauth.account.decorators import reauthentication_required
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.internal import auth as ceremony
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_http_methods, require_safe

from boussole.accounts import actions, second_factor
from boussole.accounts import passkeys as kept
from boussole.accounts.devices import device_name
from boussole.accounts.models import WorkSession
from boussole.core import clock
from boussole.core.moves import MoveRefused
from boussole.web.extranet.forms.passkeys import AddPasskeyForm, NamePasskeyForm
from boussole.web.shared.access import (
    CODES_TO_NOTE,
    FRESH,
    opens_before_second_factor,
    remember_second_factor,
    second_factor_shown,
)
from boussole.web.shared.work_sessions import work_session_of


@require_safe
def passkeys(request: HttpRequest) -> HttpResponse:
    """The passkeys of the account, or what they are for."""
    mine = kept.passkeys_of(request.user)
    context = {
        "passkeys": mine,
        "may_add": len(mine) < kept.MOST,
        "may_remove": len(mine) > 1 or second_factor.has_application(request.user),
    }
    return render(request, "account/passkeys/list.html", context)


@opens_before_second_factor
@reauthentication_required(app="boussole.accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """Link a device: it signs here what it will sign at each sign-in."""
    is_first = not second_factor.has_factor(request.user)
    if not is_first and not second_factor_shown(request, within=FRESH):
        return redirect(f"{reverse('mfa_reauthenticate')}?{urlencode({'next': request.get_full_path()})}")
    # Proposed, to change or keep: the device at hand is nearly always the one that is linked.
    here = device_name(request.headers.get("User-Agent", ""))
    form = AddPasskeyForm(request.POST or None, initial={"name": here})
    if form.is_valid():
        try:
            return _added(request, form, is_first=is_first)
        except MoveRefused as refusal:
            form.add_error(None, refusal.message)
    context = {
        "form": form,
        "options": json.dumps(ceremony.begin_registration(request.user, passwordless=True)),
        "is_first": is_first,
        "then": get_next_redirect_url(request) or "",
    }
    return render(request, "account/passkeys/add.html", context)


def _added(request: HttpRequest, form: AddPasskeyForm, *, is_first: bool) -> HttpResponse:
    had_codes = bool(second_factor.recovery_codes_left(request.user))
    actions.add_passkey(request.user, **form.cleaned_data, now=clock.now(), but=work_session_of(request))
    if is_first:
        # This session goes on, under a new key, and has just shown the factor; the others are over.
        request.user.refresh_from_db()
        update_session_auth_hash(request, request.user)
        remember_second_factor(request, request.user, factor=WorkSession.Factor.PASSKEY)
    then = get_next_redirect_url(request) or (settings.LOGIN_REDIRECT_URL if is_first else "")
    if not had_codes:
        request.session[CODES_TO_NOTE] = True
        return redirect(f"{reverse('mfa_view_recovery_codes')}?{urlencode({'next': then})}")
    messages.success(request, f"La clé d’accès « {form.cleaned_data['name']} » ouvre désormais votre compte.")
    return redirect(then or "account_passkeys")


@reauthentication_required(app="boussole.accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, number: int) -> HttpResponse:
    """Give it a name by which its owner knows it."""
    passkey = _mine(request, number)
    form = NamePasskeyForm(request.POST or None, initial={"name": passkey.data["name"]})
    if form.is_valid():
        actions.rename_passkey(passkey, form.cleaned_data["name"], by=request.user, now=clock.now())
        messages.success(request, "La clé d’accès a un nouveau nom.")
        return redirect("account_passkeys")
    return render(request, "account/passkeys/rename.html", {"form": form})


@reauthentication_required(app="boussole.accounts")
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, number: int) -> HttpResponse:
    """Take it off, after reading what it no longer opens."""
    passkey = _mine(request, number)
    if request.method == "POST":
        try:
            actions.remove_passkey(passkey, by=request.user, now=clock.now(), but=work_session_of(request))
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, "Cette clé d’accès n’ouvre plus votre compte.")
        return redirect("account_passkeys")
    return render(request, "account/passkeys/remove.html", {"name": passkey.data["name"]})


def _mine(request: HttpRequest, number: int) -> Authenticator:
    """One of the person's own; those of others do not exist."""
    return get_object_or_404(kept.rows_of(request.user), pk=number)
