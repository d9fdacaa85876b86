"""The people with whom I answer."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.contact_requests.models import ContactRequest
from boussole.partners.models import Referent, Structure
from boussole.territories.geography import geography
from boussole.web.extranet.desk import Desk, at_desk, page


@dataclass(frozen=True)
class Colleague:
    """One person in one structure."""

    referent: Referent
    communes: list[str]
    open_requests: int


@require_safe
@at_desk
def colleagues(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who answers in each of my structures, for what, and how many requests each follows."""
    rows = (
        Referent.objects.in_force(desk.day)
        .filter(structure__in=desk.structures, user__is_active=True)
        .select_related("user")
        .prefetch_related("themes")
        .order_by("user__first_name", "user__last_name")
    )
    following = {
        (structure, owner): count
        for structure, owner, count in ContactRequest.objects.open()
        .filter(structure__in=desk.structures, owner__isnull=False)
        .order_by()
        .values_list("structure", "owner")
        .annotate(count=Count("pk"))
    }
    by_structure: dict[int, list[Colleague]] = {structure.pk: [] for structure in desk.structures}
    for row in rows:
        communes = [geography().commune(code).name for code in row.communes]
        count = following.get((row.structure_id, row.user_id), 0)
        by_structure[row.structure_id].append(Colleague(row, communes, count))
    teams: list[tuple[Structure, list[Colleague]]] = [
        (structure, by_structure[structure.pk]) for structure in desk.structures
    ]
    return page(request, desk, "colleagues/colleagues", teams=teams)
