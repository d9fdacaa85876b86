"""How many open requests an offer holds, and what happens beyond."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from boussole.contact_requests import actions
from boussole.contact_requests.load import open_requests_of
from boussole.core.verdicts import NotAllowed
from boussole.offers.models import Offer
from boussole.offers.policies import can_set_capacity
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.capacity import CapacityForm

HINTS = {
    Offer.WhenFull.LAST: "Les jeunes lisent « beaucoup de demandes en ce moment », et peuvent quand même demander.",
    Offer.WhenFull.PAUSED: "Elle revient d’elle-même dès qu’une demande se termine.",
}


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def capacity(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The number, what happens when it is reached, and where one stands."""
    offer = get_object_or_404(
        Offer.objects.visible_to(desk.user, desk.day).select_related("structure"), code=code
    )
    verdict = can_set_capacity(desk.user, offer, desk.day)
    if request.method == "POST":
        form = CapacityForm(request.POST)
        if verdict and form.is_valid():
            return _changed(request, desk, offer, form)
    else:
        form = CapacityForm(initial={"capacity": offer.capacity, "when_full": offer.when_full})
    return page(
        request,
        desk,
        "offers/capacity",
        offer=offer,
        form=form,
        verdict=verdict,
        hints=HINTS,
        open_requests=open_requests_of(offer),
    )


def _changed(request: HttpRequest, desk: Desk, offer: Offer, form: CapacityForm) -> HttpResponse:
    found = form.cleaned_data
    try:
        offer = actions.change_capacity(
            offer,
            capacity=found["capacity"],
            when_full=Offer.WhenFull(found["when_full"]),
            by=desk.user,
            now=desk.now,
        )
    except NotAllowed as refusal:
        messages.error(request, refusal.message)
    else:
        words = "La capacité est réglée."
        if offer.is_full:
            words += " Elle est déjà atteinte."
        messages.success(request, words)
    return redirect("extranet:offer", offer.code)
