"""A territory closes, its effects said first: on a day, or at once for a time. Another body carries it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST

from boussole.animation import actions, policies
from boussole.animation.actions import TerritoryRefused
from boussole.contact_requests.models import ContactRequest
from boussole.core.clock import local_day
from boussole.core.moves import MoveRefused
from boussole.core.typography import counted, day_in_words
from boussole.offers.models import Offer
from boussole.partners.actions import charters
from boussole.partners.models import CharterAgreement
from boussole.partners.policies import can_renew_with_carrier
from boussole.territories.models import Territory
from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.animators.forms.closing import ClosingForm

METHODS = ["GET", "HEAD", "POST"]
Charter = CharterAgreement.Status


@dataclass(frozen=True)
class ClosingEffects:
    """What the closing of a territory changes, counted today."""

    in_force: int  # charters that end with it
    at_work: int  # charters being prepared or signed, that are given up
    offers: int  # on line today, that no other charter shows
    requests: int  # open today, to be finished

    @classmethod
    def of(cls, territory: Territory) -> ClosingEffects:
        """Four queries."""
        here = territory.charters.filter(status=Charter.IN_FORCE)
        elsewhere = CharterAgreement.objects.filter(
            structure=OuterRef("structure"), status=Charter.IN_FORCE, ends_on=None
        ).exclude(territory=territory)
        offers = Offer.objects.on_line().filter(structure__in=here.values("structure"))
        return cls(
            in_force=here.count(),
            at_work=territory.charters.filter(status__in=CharterAgreement.AT_WORK).count(),
            offers=offers.filter(~Exists(elsewhere)).count(),
            requests=ContactRequest.objects.open().filter(filing__territory=territory).count(),
        )


@require_http_methods(METHODS)
@with_mandate
def close_territory(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """For the national team: the effects, then the last day and why; or at once, for a time."""
    territory = _national(desk, code)
    if not (verdict := policies.can_close(desk.user, territory, desk.day)):
        messages.error(request, verdict.reason)
        return redirect("animators:territory", code)
    posted = request.POST if request.method == "POST" else None
    form = ClosingForm(posted, today=local_day(desk.now, territory.timezone))
    if form.is_valid():
        try:
            actions.plan_closing(territory, **form.cleaned_data, by=desk.user, day=desk.day, now=desk.now)
        except TerritoryRefused as refusal:
            form.refuse(refusal)
        else:
            last = day_in_words(form.cleaned_data["last_day"], year=True)
            messages.success(request, f"« {territory.name} » ferme le {last}. Ses partenaires sont prévenus.")
            return redirect("animators:territory", code)
    context = {"territory": territory, "form": form, "effects": ClosingEffects.of(territory)}
    return page(request, desk, "territories/close", **context)


@require_POST
@with_mandate
def keep_territory(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """It stays open after all."""
    territory = _national(desk, code)
    try:
        actions.call_off_closing(territory, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"« {territory.name} » reste ouvert. Ses partenaires sont prévenus.")
    return redirect("animators:territory", code)


@require_POST
@with_mandate
def renew_charters(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """For its animation: what will replace the charters that name the body which carried the territory before."""
    territory = get_object_or_404(Territory, code=code)
    if not can_renew_with_carrier(desk.user, territory, desk.day):
        raise Http404
    try:
        found = charters.renew_with_carrier(territory, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("animators:territory", code)
    messages.success(request, f"{counted(len(found), 'charte')} à relire, puis à envoyer.")
    return redirect("animators:charters")


def _national(desk: Desk, code: str) -> Territory:
    if not policies.can_open_territories(desk.user, desk.day):
        raise Http404
    return get_object_or_404(Territory, code=code)
