"""My account: who I am, and the locks of my door."""

from typing import Any

from allauth.account import views as allauth_account
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from boussole.accounts import actions, passkeys, second_factor, sessions
from boussole.accounts.invitations import waits_for
from boussole.contact_requests.models import CalendarFeed, DailyDigest
from boussole.core import clock
from boussole.partners.policies import referents_of
from boussole.web.extranet.forms.account import ProfileForm


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What the account says and how it is locked."""
    application = Authenticator.objects.filter(user=request.user, type=Authenticator.Type.TOTP).first()
    context = {
        "application": application,
        "passkeys": passkeys.rows_of(request.user).count(),
        "open_sessions": len(sessions.open_sessions_of(request.user, clock.real_now())),
        "codes_left": len(second_factor.recovery_codes_left(request.user)),
        "proconnect_identity": request.user.identities.filter(issuer=settings.PROCONNECT_ISSUER).first(),
        "invitations_waiting": waits_for(request.user, clock.now()),
        **_work(request),
    }
    return render(request, "account/home.html", context)


def _work(request: HttpRequest) -> dict[str, Any]:
    """What somebody who answers for a structure has arranged."""
    digest = DailyDigest.objects.filter(user=request.user).first()
    return {
        "works_somewhere": bool(referents_of(request.user, clock.now().date())),
        "digest_hour": digest.hour if digest else DailyDigest.USUAL_HOUR,
        "has_calendar": CalendarFeed.objects.filter(user=request.user).exists(),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest) -> HttpResponse:
    """Change what colleagues read about me."""
    fields = ("first_name", "last_name", "job_title", "phone")
    known = {name: getattr(request.user, name) for name in fields}
    form = ProfileForm(request.POST or None, initial=known)
    if form.is_valid():
        actions.update_profile(request.user, **form.cleaned_data, now=clock.now())
        messages.success(request, "Votre profil est à jour.")
        return redirect("account_home")
    return render(request, "account/profile.html", {"form": form})


@login_not_required
def choose_new_password(request: HttpRequest, **link: Any) -> HttpResponse:
    """The page of a reset link, by django-allauth: it moves the secret from the address to the session."""
    response = allauth_account.password_reset_from_key(request, **link)
    if link["key"] != allauth_account.PasswordResetFromKeyView.reset_url_key:
        # The address of this page is a secret. The next one, which has a form, must tell its origin.
        response["Referrer-Policy"] = "no-referrer"
    return response
