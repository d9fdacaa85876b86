"""Signing in by ProConnect: leaving for it, coming back, linking it to one's account (guarantees.md R12)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import wraps

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from allauth.account.utils import get_next_redirect_url
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.accounts.actions import identities
from boussole.accounts.gateways import proconnect as gateway
from boussole.accounts.models import ExternalIdentity, User, WorkSession
from boussole.accounts.proconnect import Doubt, NotBelieved, Said
from boussole.core import clock
from boussole.core.links import absolute
from boussole.privacy import limits
from boussole.web.extranet import proconnect
from boussole.web.extranet.stages import TWO_SHOWN
from boussole.web.shared.access import (
    fresh_second_factor_required,
    remember_second_factor,
)
from boussole.web.shared.client_ip import client_ip

DEPARTURES, PER = 60, timedelta(minutes=10)  # from one network: an office shares its address
UNREACHABLE = (
    "ProConnect ne répond pas en ce moment. Connectez-vous avec votre mot de passe, ou réessayez dans "
    "quelques minutes."
)
NOT_FINISHED = (
    "La connexion par ProConnect n’est pas allée au bout. Réessayez, ou connectez-vous avec votre mot "
    "de passe."
)
TOO_MANY = "Trop de départs vers ProConnect depuis votre réseau. Réessayez dans dix minutes."
CLOSED = (
    "Votre compte est désactivé. Pour revenir, demandez une invitation à votre structure ou à l’animation "
    "de votre territoire."
)
SOMEBODY_ELSE = (
    "Ce compte ProConnect ouvre un autre compte de la Boussole. Déconnectez-vous d’abord, ou choisissez "
    "l’autre compte sur ProConnect."
)
View = Callable[..., HttpResponse]


def where_it_is_on(view: View) -> View:
    """Nothing of it exists where no provider is declared."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        if not gateway.is_on():
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@login_not_required
@require_POST
@where_it_is_on
def start(request: HttpRequest) -> HttpResponse:
    """Leave for ProConnect, from the sign-in page or from one's account."""
    now = clock.now()
    if not limits.hit("proconnect.start", client_ip(request), limit=DEPARTURES, per=PER, now=now):
        return _not_now(request, TOO_MANY)
    question = proconnect.ask(request, get_next_redirect_url(request) or "")
    try:
        return redirect(
            gateway.door(state=question.state, nonce=question.nonce, redirect_uri=_return_address())
        )
    except NotBelieved as refusal:
        identities.record_doubt(refusal.doubt, now=now)
        return _not_now(request, UNREACHABLE)


@login_not_required
@require_safe
@where_it_is_on
def come_back(request: HttpRequest) -> HttpResponse:
    """The person is back, with a code that says who they are; or changed their mind."""
    asked = proconnect.answered(request)
    if asked is None or "code" not in request.GET:
        return _not_now(request, NOT_FINISHED)
    question, going_to = asked
    try:
        said = gateway.who_came_back(
            request.GET["code"], nonce=question.nonce, redirect_uri=_return_address()
        )
    except NotBelieved as refusal:
        identities.record_doubt(refusal.doubt, now=clock.now())
        silent = refusal.doubt == Doubt.UNREACHABLE
        return _not_now(request, UNREACHABLE if silent else NOT_FINISHED)
    found = identities.recognise(said, now=clock.now())
    if found is None:
        proconnect.keep_waiting(request, said)
        return redirect("proconnect_link" if request.user.is_authenticated else "proconnect_unknown")
    if request.user.is_authenticated:
        return _already_here(request, found, said)
    return _sign_in(request, found, said, going_to)


def _sign_in(request: HttpRequest, user: User, said: Said, going_to: str) -> HttpResponse:
    """The steps of any sign-in. Two factors shown to ProConnect are two factors; one is one, and ours is asked."""
    if not user.is_active:
        return _not_now(request, CLOSED)
    record_authentication(request, user, "proconnect")
    if said.is_strong:
        remember_second_factor(request, user, factor=WorkSession.Factor.PROCONNECT)
    proconnect.came_in(request, said)
    request.session.set_expiry(0)  # as with a password: with the browser, and after 12 hours at most
    state = {TWO_SHOWN: said.is_strong}
    return perform_login(request, Login(user=user, redirect_url=going_to or None, state=state))


def _already_here(request: HttpRequest, found: User, said: Said) -> HttpResponse:
    """Somebody signed in went to ProConnect again: theirs, or somebody else's."""
    if found.pk == request.user.pk:
        proconnect.came_in(request, said)
        messages.info(request, "Votre compte ProConnect est déjà relié.")
    else:
        messages.error(request, SOMEBODY_ELSE)
    return redirect("account_home")


@login_not_required
@require_safe
@where_it_is_on
def unknown(request: HttpRequest) -> HttpResponse:
    """ProConnect says who it is, and no account is linked: sign in once to link it, or ask for an invitation.

    An address that the provider has not checked says nothing about our accounts.
    """
    said = proconnect.waiting(request)
    if said is None:
        return redirect("account_login")
    if request.user.is_authenticated:
        return redirect("proconnect_link")
    accounts = User.objects.active().filter(email=said.email)
    has_account = said.email_is_verified and any(user.is_open for user in accounts)
    return render(request, "account/proconnect/unknown.html", {"said": said, "has_account": has_account})


@fresh_second_factor_required
@require_http_methods(["GET", "HEAD", "POST"])
@where_it_is_on
def link(request: HttpRequest) -> HttpResponse:
    """Say that this ProConnect account is mine: the password and the factor have just been shown."""
    said = proconnect.waiting(request)
    if said is None:
        return redirect("account_home")
    if request.method == "POST":
        return _linked(request, said)
    former = ExternalIdentity.objects.filter(user=request.user, issuer=said.issuer).first()
    return render(request, "account/proconnect/link.html", {"said": said, "former": former})


def _linked(request: HttpRequest, said: Said) -> HttpResponse:
    proconnect.forget_waiting(request)
    try:
        identities.link_identity(request.user, said, now=clock.now())
    except identities.IdentityTaken as refusal:
        messages.error(request, refusal.message)
        return redirect("account_home")
    proconnect.came_in(request, said)
    messages.success(
        request, "Votre compte ProConnect est relié : la prochaine fois, il vous ouvre la porte."
    )
    return redirect("account_home")


@require_POST
@where_it_is_on
def unlink(request: HttpRequest) -> HttpResponse:
    """ProConnect opens this account no more."""
    if identities.unlink_identity(request.user, now=clock.now()):
        messages.success(
            request, "Votre compte ProConnect n’est plus relié. Votre mot de passe ouvre toujours."
        )
    return redirect("account_home")


@login_not_required
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Where ProConnect brings back whoever signed out there too."""
    return redirect("account_login")


def _return_address() -> str:
    return absolute("proconnect_return")


def _not_now(request: HttpRequest, why: str) -> HttpResponse:
    messages.error(request, why)
    return redirect("account_home" if request.user.is_authenticated else "account_login")
