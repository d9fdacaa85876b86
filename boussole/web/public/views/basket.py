"""The selection: offers about which one wants to be contacted, before the one form that sends them."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from boussole.contact_requests.draft import MINIMUM_AGE
from boussole.core import clock
from boussole.offers.models import Offer
from boussole.web.public.doors import own_path, with_visit
from boussole.web.public.surroundings import day_of
from boussole.web.public.visit import Visit


@require_POST
@with_visit
def pick(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Add an offer to the selection; the page one comes from says so."""
    if visit.age is not None and visit.age < MINIMUM_AGE:
        return redirect("public:too_young")
    if not Offer.objects.shown_on(day_of(visit, clock.now())).filter(pk=pk).exists():
        visit.notice = "gone"
    else:
        visit.notice = "picked" if visit.pick(pk) else "no-room"
    return _back(request, pk)


@require_POST
@with_visit
def drop(request: HttpRequest, visit: Visit, pk: int) -> HttpResponse:
    """Take an offer out of the selection."""
    visit.drop(pk)
    visit.notice = "dropped"
    return _back(request, pk)


def _back(request: HttpRequest, pk: int) -> HttpResponse:
    """To the page that the button was on, at that offer."""
    path = own_path(request.POST.get("retour", ""))
    return redirect(f"{path}#offre-{pk}" if path else "public:themes")
