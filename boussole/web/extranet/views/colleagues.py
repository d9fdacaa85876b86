"""The people with whom I answer; for whoever is responsible, the team to keep up to date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Count
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.accounts.inactivity import is_asleep
from boussole.contact_requests.models import ContactRequest
from boussole.core.verdicts import Verdict
from boussole.partners import policies
from boussole.partners.absences import covering
from boussole.partners.models import Referent, Structure
from boussole.partners.proposals import invitations_followed_by
from boussole.partners.teams import SOON, due_on
from boussole.web.extranet.desk import Desk, at_desk, page
from boussole.web.shared.zones.named import names_of


@dataclass(frozen=True)
class Colleague:
    """One person in one structure."""

    referent: Referent
    communes: list[str]
    open_requests: int
    away_until: date | None
    is_asleep: bool
    confirm_by: date | None  # when somebody must soon say, or should have said, that they still belong here
    can_prepare_leaving: Verdict
    can_change: Verdict
    can_let_go: Verdict


@dataclass(frozen=True)
class Team:
    """One structure and its people."""

    structure: Structure
    people: list[Colleague]
    is_looked_after: bool  # by who reads the page

    @property
    def to_confirm(self) -> list[Colleague]:
        """Those to confirm, the longest waiting first; for who looks after the team."""
        waiting = [each for each in self.people if each.confirm_by] if self.is_looked_after else []
        return sorted(waiting, key=lambda each: (each.confirm_by or date.max, each.referent.pk))


@require_safe
@at_desk
def colleagues(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who answers in each of my structures, for what, and how many requests each follows."""
    everybody = _colleagues(desk)
    teams = [
        Team(
            structure,
            [each for each in everybody if each.referent.structure_id == structure.pk],
            bool(policies.can_see_team(desk.user, structure, desk.day)),
        )
        for structure in desk.shown
    ]
    invited = invitations_followed_by(desk.user, desk.day).open(desk.now).count() if desk.is_manager else 0
    return page(request, desk, "colleagues/colleagues", teams=teams, invited=invited)


def _colleagues(desk: Desk) -> list[Colleague]:
    """By name. A fixed number of queries."""
    rows = Referent.objects.in_force(desk.day).filter(structure__in=desk.structures, user__is_active=True)
    following, away = _following(desk), _away_until(desk)
    return [
        Colleague(
            row,
            communes=names_of(row.communes, row.structure.areas),
            open_requests=following.get((row.structure_id, row.user_id), 0),
            away_until=away.get((row.structure_id, row.user_id)) or away.get((row.structure_id, None)),
            is_asleep=is_asleep(row.user, desk.now),
            confirm_by=_confirm_by(row, desk.today),
            can_prepare_leaving=policies.can_prepare_leaving(desk.user, row, desk.now),
            can_change=policies.can_change_referent(desk.user, row, desk.day),
            can_let_go=policies.can_let_go(desk.user, row, desk.now),
        )
        for row in rows.select_related("user", "structure")
        .prefetch_related("themes")
        .order_by("user__first_name", "user__last_name")
    ]


def _confirm_by(referent: Referent, today: date) -> date | None:
    """The day by which they must be confirmed, once it is near; None for whoever is about to leave."""
    due = due_on(referent)
    return due if referent.ends_on is None and due <= today + SOON else None


def _following(desk: Desk) -> dict[tuple[int, int], int]:
    """How many open requests each person of each structure follows. One query."""
    owned = ContactRequest.objects.open().filter(structure__in=desk.structures, owner__isnull=False)
    counts = owned.order_by().values_list("structure", "owner").annotate(count=Count("pk"))
    return {(structure, owner): count for structure, owner, count in counts}


def _away_until(desk: Desk) -> dict[tuple[int, int | None], date]:
    """Until when each person of each structure is away today; None stands for the whole structure. One query."""
    absences = covering([structure.pk for structure in desk.structures], desk.today)
    return {(each.structure_id, each.user_id): each.ends_on for rows in absences.values() for each in rows}
