"""Who changed an offer, when, and what; any two versions side by side; a past one taken up again."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.core.moves import MoveRefused
from boussole.offers.actions import copying
from boussole.offers.comparing import Difference
from boussole.offers.models import OfferVersion
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.offers.life import StructuresForm
from boussole.web.extranet.views.offers_life import offer_of
from boussole.web.extranet.writing.history import Compared, History, history_of


@require_safe
@in_structure
def history(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """Every version, newest first. « avant » and « apres » in the address compare two of them."""
    offer = offer_of(desk, code)
    found = history_of(desk, offer)
    pair = _asked(request, found)
    compared: list[Difference] = Compared(offer, pair).between(*pair) if pair else []
    return page(
        request, desk, "offers/history/history", offer=offer, history=found, pair=pair, compared=compared
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def restore(request: HttpRequest, desk: Desk, code: str, number: int) -> HttpResponse:
    """A new draft that says what this version said; a GET leads to the history, and does nothing."""
    offer = offer_of(desk, code)
    version = get_object_or_404(OfferVersion, offer=offer, number=number)
    if request.method != "POST":
        return redirect("extranet:offer_history", code)
    try:
        copying.restore(version, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("extranet:offer_history", code)
    messages.success(
        request,
        f"La version {number} est reprise dans un nouveau brouillon. Relisez-le avant de le proposer.",
    )
    return redirect("extranet:write_offer", code)


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def copy(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The same offer once more, for one or several of my structures."""
    offer = offer_of(desk, code)
    form = StructuresForm(
        request.POST or None, structures=desk.structures, initial={"structures": [offer.structure.code]}
    )
    if form.is_valid():
        try:
            drafts = [
                copying.duplicate(offer, structure, by=desk.user, day=desk.day, now=desk.now)
                for structure in form.chosen
            ]
        except MoveRefused as refusal:
            form.add_error(None, refusal.message)
        else:
            if len(drafts) == 1:
                messages.success(
                    request, "La copie est prête, en brouillon. Le modèle de départ n’a pas changé."
                )
                return redirect("extranet:write_offer", drafts[0].offer.code)
            messages.success(request, f"{len(drafts)} copies sont prêtes, en brouillon.")
            return redirect("extranet:offers")
    return page(request, desk, "offers/life/copy", offer=offer, form=form)


def _asked(request: HttpRequest, found: History) -> tuple[OfferVersion, OfferVersion] | None:
    first, second = request.GET.get("avant", ""), request.GET.get("apres", "")
    return found.between(int(first), int(second)) if first.isdecimal() and second.isdecimal() else None
