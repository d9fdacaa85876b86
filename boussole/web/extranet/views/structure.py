"""My structure: who it is, where it acts, its charter, its referents."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.offers.models import Offer
from boussole.partners.models import Referent, Structure, foremost
from boussole.territories.geography import commune_name
from boussole.territories.zones import Zone
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.mending import to_mend


@require_safe
@in_structure
def first(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page of the only structure, or of the first one."""
    return _shown(request, desk, desk.structures[0])


@require_safe
@in_structure
def structure(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """The page of one of my structures."""
    found = next((each for each in desk.structures if each.public_id == public_id), None)
    if found is None:
        raise Http404
    return _shown(request, desk, found)


def _shown(request: HttpRequest, desk: Desk, structure: Structure) -> HttpResponse:
    referents = (
        Referent.objects.in_force(desk.day)
        .filter(structure=structure, user__is_active=True)
        .select_related("user")
        .prefetch_related("themes")
        .order_by("-role", "user__last_name", "user__first_name")
    )
    return page(
        request,
        desk,
        "structure/structure",
        structure=structure,
        commune=commune_name(structure.commune),
        zone=Zone.parse(structure.areas).in_words(),
        charter=foremost(structure.charters.all()),
        referents=referents,
        mendings=to_mend(
            desk, Offer.objects.filter(structure=structure).on_line().select_related("structure", "theme")
        ),
    )
