"""One press, and one is somebody else."""

from django.contrib import messages
from django.contrib.auth import login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from boussole.accounts.audit_codes import Account
from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core import clock
from boussole.core.typography import elided
from boussole.demo.personas import BY_SLUG
from boussole.web.demo.landmarks import door_of
from boussole.web.demo.views.home import home_of
from boussole.web.shared.access import remember_password


@login_not_required
@require_POST
def sign_in(request: HttpRequest, slug: str) -> HttpResponse:
    """Sign in as this persona, without password; no second factor is asked for in the demo.

    `vers` names one of the pages that they are invited to try; else they begin where they always do.
    """
    persona = BY_SLUG.get(slug)
    if persona is None or not persona.email:
        raise Http404
    user = User.objects.active().filter(email=persona.email).first()
    if user is None:
        messages.error(
            request,
            f"Le compte {elided('de', persona.name)} n’existe pas encore : relancez la commande make demo.",
        )
        return redirect("demo:home")
    login(request, user)
    remember_password(request, user)  # delicate gestures ask for it again: nobody should have to know it here
    now = clock.now()
    trail.record(Account.SIGNED_IN, by=user, on=user, at=now)
    messages.info(request, f"Vous êtes {persona.name}. Le bandeau du haut ramène aux autres personnages.")
    return redirect(door_of(persona, request.POST.get("vers", ""), now) or home_of(persona))
