"""The people with whom I answer."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.contact_requests.models import ContactRequest
from boussole.core.verdicts import Verdict
from boussole.partners import policies
from boussole.partners.absences import covering
from boussole.partners.models import Referent, Structure
from boussole.territories.geography import commune_name
from boussole.web.extranet.desk import Desk, at_desk, page


@dataclass(frozen=True)
class Colleague:
    """One person in one structure."""

    referent: Referent
    communes: list[str]
    open_requests: int
    away_until: date | None
    can_prepare_leaving: Verdict


@require_safe
@at_desk
def colleagues(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who answers in each of my structures, for what, and how many requests each follows."""
    rows = (
        Referent.objects.in_force(desk.day)
        .filter(structure__in=desk.structures, user__is_active=True)
        .select_related("user", "structure")
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
    away = _away_until(desk)
    by_structure: dict[int, list[Colleague]] = {structure.pk: [] for structure in desk.structures}
    for row in rows:
        communes = [commune_name(code) for code in row.communes]
        count = following.get((row.structure_id, row.user_id), 0)
        until = away.get((row.structure_id, row.user_id)) or away.get((row.structure_id, None))
        can_prepare = policies.can_prepare_leaving(desk.user, row, desk.now)
        by_structure[row.structure_id].append(Colleague(row, communes, count, until, can_prepare))
    teams: list[tuple[Structure, list[Colleague]]] = [
        (structure, by_structure[structure.pk]) for structure in desk.structures
    ]
    return page(request, desk, "colleagues/colleagues", teams=teams)


def _away_until(desk: Desk) -> dict[tuple[int, int | None], date]:
    """Until when each person of each structure is away today; None stands for the whole structure. One query."""
    absences = covering([structure.pk for structure in desk.structures], desk.today)
    return {(each.structure_id, each.user_id): each.ends_on for rows in absences.values() for each in rows}
