"""What a young person will see of the version being written: its card in the list, its page, on a phone and a desk."""

from __future__ import annotations

from csp.constants import SELF
from csp.decorators import csp_replace, csp_update
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_safe

from boussole.offers.models import Offer
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.writing.preview import preview_of

LOOKS = ("carte", "page")


@require_safe
@csp_update({"frame-src": [SELF]})
@in_structure
def preview(request: HttpRequest, desk: Desk, code: str) -> HttpResponse:
    """The frames side by side, each as wide as its screen."""
    offer = _offer(desk, code)
    return page(
        request,
        desk,
        "offers/preview/preview",
        offer=offer,
        at_work=offer.versions.at_work().first(),
    )


@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": [SELF]})
@in_structure
def seen(request: HttpRequest, desk: Desk, code: str, look: str) -> HttpResponse:
    """What one frame holds: the templates of the young people's site, where nothing can be pressed."""
    offer = _offer(desk, code)
    if look not in LOOKS:
        raise Http404
    version = offer.versions.at_work().first()
    return render(
        request,
        f"extranet/offers/preview/{look}.html",
        preview_of(offer, version and version.content, desk.now),
    )


def _offer(desk: Desk, code: str) -> Offer:
    rows = Offer.objects.visible_to(desk.user, desk.day).select_related("structure", "theme", "category")
    return get_object_or_404(rows, code=code)
