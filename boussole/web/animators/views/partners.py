"""The structures that serve the territory, and what they offer there."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.accounts.policies import animated_territories
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.queries import Promises, promises_by_structure
from boussole.core.typography import alphabetical
from boussole.offers.models import Offer
from boussole.partners.models import CharterAgreement, Structure, foremost
from boussole.reporting.figures import rate_in_words
from boussole.reporting.places import without_mere_places
from boussole.web.animators.desk import Desk, page, with_mandate

TO_CLAIM = (Structure.Status.PROSPECT, Structure.Status.INVITED)  # they have their own list: `claims`
MOST = 300  # a territory has some dozens; beyond, the directory of a later issue


@dataclass(frozen=True)
class Partner:
    structure: Structure
    offers: list[Offer]
    promises: Promises
    rate: str
    charter: CharterAgreement | None


@require_safe
@with_mandate
def partners(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Each structure with its offers and how it keeps its promises in this territory."""
    if not desk.sees_partners:
        raise Http404
    serving = Structure.objects.serving(desk.lens, desk.day)
    # What was joined to another is the other.
    rows = serving.exclude(status__in=TO_CLAIM).filter(merged_into__isnull=True)
    structures = without_mere_places(rows).prefetch_related("charters").order_by("pk")[:MOST]
    offers: dict[int, list[Offer]] = defaultdict(list)
    for offer in Offer.objects.serving(desk.lens, desk.day).select_related("theme").order_by("title"):
        offers[offer.structure_id].append(offer)
    requests = ContactRequest.objects.filter(
        desk.scope.filter("filing__territory"), filing__is_quarantined=False
    )
    figures = promises_by_structure(requests, desk.now)
    lines = [
        Partner(
            each,
            offers[each.pk],
            kept := figures.get(each.pk, Promises()),
            rate_in_words(kept),
            foremost(each.charters.all()),
        )
        for each in sorted(structures, key=lambda structure: alphabetical(structure.name))
    ]
    return page(
        request,
        desk,
        "partners",
        partners=lines,
        to_claim=serving.filter(status__in=TO_CLAIM).count(),
        animated=animated_territories(desk.user, desk.day),
    )
