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
from boussole.partners.models import Referent
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
    everybody = _colleagues(desk)
    teams = [
        (structure, [each for each in everybody if each.referent.structure_id == structure.pk])
        for structure in desk.structures
    ]
    return page(request, desk, "colleagues/colleagues", teams=teams)


def _colleagues(desk: Desk) -> list[Colleague]:
    """By name. A fixed number of queries."""
    rows = Referent.objects.in_force(desk.day).filter(structure__in=desk.structures, user__is_active=True)
    following, away = _following(desk), _away_until(desk)
    return [
        Colleague(
            row,
            communes=[commune_name(code) for code in row.communes],
            open_requests=following.get((row.structure_id, row.user_id), 0),
            away_until=away.get((row.structure_id, row.user_id)) or away.get((row.structure_id, None)),
            can_prepare_leaving=policies.can_prepare_leaving(desk.user, row, desk.now),
        )
        for row in rows.select_related("user", "structure")
        .prefetch_related("themes")
        .order_by("user__first_name", "user__last_name")
    ]


def _following(desk: Desk) -> dict[tuple[int, int], int]:
    """How many open requests each person of each structure follows. One query."""
    owned = ContactRequest.objects.open().filter(structure__in=desk.structures, owner__isnull=False)
    counts = owned.order_by().values_list("structure", "owner").annotate(count=Count("pk"))
    return {(structure, owner): count for structure, owner, count in counts}


def _away_until(desk: Desk) -> dict[tuple[int, int | None], date]:
    """Until when each person of each structure is away today; None stands for the whole structure. One query."""
    absences = covering([structure.pk for structure in desk.structures], desk.today)
    return {(each.structure_id, each.user_id): each.ends_on for rows in absences.values() for each in rows}
