"""My structure: who it is, where it acts, its charter, its referents, its other places."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_safe

from boussole.offers.models import Offer
from boussole.partners import policies
from boussole.partners.charters.after import after
from boussole.partners.models import Referent, Structure, foremost
from boussole.partners.siret import in_words
from boussole.territories.geography import commune_name
from boussole.territories.zones import Zone
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.mending import to_mend
from boussole.web.extranet.structure_pages import successor_of
from boussole.web.shared.structures.history import history_of


@require_safe
@in_structure
def first(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The page of the only structure, or of the first one."""
    return _shown(request, desk, desk.shown[0])


@require_safe
@in_structure
def structure(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """The page of one of my structures."""
    found = next((each for each in desk.structures if each.public_id == public_id), None)
    if found is not None:
        return _shown(request, desk, found)
    if successor := successor_of(desk, public_id):
        return redirect("extranet:structure_page", successor.public_id)
    raise Http404


def _shown(request: HttpRequest, desk: Desk, structure: Structure) -> HttpResponse:
    referents = (
        Referent.objects.in_force(desk.day)
        .filter(structure=structure, user__is_active=True)
        .select_related("user")
        .prefetch_related("themes")
        .order_by("-role", "user__last_name", "user__first_name")
    )
    charter = foremost(structure.charters.all())
    return page(
        request,
        desk,
        "structure/structure",
        structure=structure,
        commune=commune_name(structure.commune),
        zone=Zone.parse(structure.areas).in_words(),
        charter=charter,
        kept=after(charter, charter.ends_on).in_words if charter and charter.ends_on else "",
        siret=in_words(structure.siret),
        themes=[theme.name.lower() for theme in structure.themes.all()],
        sites=_sites(structure),
        history=history_of(structure),
        can_change=policies.can_change_structure(desk.user, structure, desk.day),
        referents=referents,
        mendings=to_mend(
            desk, Offer.objects.filter(structure=structure).on_line().select_related("structure", "theme")
        ),
    )


def _sites(structure: Structure) -> list[tuple[Structure, str]]:
    """The other places of this body, with their commune, by name."""
    rows = structure.sites.exclude(status=Structure.Status.LEFT).order_by("name")
    return [(site, commune_name(site.commune)) for site in rows]
