"""« Qui répond de quoi » over the territory: what nobody answers for, theme by theme, then each partner's table."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.core.typography import counted, enumeration
from boussole.partners.models import Structure
from boussole.questionnaires.models import TerritoryTheme, Theme
from boussole.reporting.answering import Answering, answering_in, left_out
from boussole.territories.zones import Zone
from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.shared.zones.named import communes_in, places_of

MOST = 300  # as the list of partners
NAMED = 4


@dataclass(frozen=True, slots=True)
class Reach:
    """One theme over the territory: how many partners answer for it, and where none does."""

    theme: Theme
    partners: int
    left_out: int  # communes
    where: str


@require_safe
@with_mandate
def answering(request: HttpRequest, desk: Desk) -> HttpResponse:
    """All the partners, or those that work on one theme. A fixed number of queries."""
    if not desk.sees_partners:
        raise Http404
    serving = Structure.objects.serving(desk.user, desk.day)
    # A place without people of its own is answered for by its body.
    with_people = Q(parent=None) | Q(referents__isnull=False)
    rows = serving.filter(with_people, status=Structure.Status.ACTIVE).distinct()
    partners = list(rows.order_by("name", "pk")[:MOST])
    lines = answering_in(partners, desk.day)
    themes = Theme.objects.order_by("position", "pk")
    chosen = next((theme for theme in themes if theme.code == request.GET.get("theme")), None)
    reaches = _reaches(desk, lines)
    if chosen is not None:
        lines = [line for line in lines if line.names_for(chosen.pk)]
    return page(
        request,
        desk,
        "structure/answering",
        lines=[line for line in lines if line.table.lines],
        unsaid=[] if chosen else [line.structure for line in lines if not line.table.lines],
        themes=themes,
        chosen=chosen,
        reaches=[reach for reach in reaches if chosen in (None, reach.theme)],
        names=[(line, line.names_for(chosen.pk)) for line in lines] if chosen else [],
        holes=sum(len(line.table.holes) for line in lines),
    )


def _reaches(desk: Desk, lines: Collection[Answering]) -> list[Reach]:
    """The themes open here today, each with what is left to find. One query."""
    territories = desk.scope.territories
    whole = Zone.restored(area for territory in territories for area in territory.areas)
    opened = TerritoryTheme.objects.open_on(desk.day).filter(territory__in=territories)
    themes = Theme.objects.filter(pk__in=opened.values("theme")).order_by("position", "pk")
    return [_reach(theme, lines, whole) for theme in themes]


def _reach(theme: Theme, lines: Collection[Answering], whole: Zone) -> Reach:
    left = left_out(lines, theme.pk, whole.communes())
    partners = sum(1 for line in lines if any(not is_hole for _, _, is_hole in line.names_for(theme.pk)))
    where = "tout le territoire" if left == whole.communes() else _where(left, whole)
    return Reach(theme, partners, len(left), where)


def _where(communes: frozenset[str], whole: Zone) -> str:
    """What is left out, intercommunalités first; beyond a few names, the communes are counted."""
    places = sorted(places_of(communes, whole), key=lambda place: not place.key.startswith("epci:"))
    names = [place.name for place in places]
    if len(names) > NAMED + 1:
        others = communes_in([place.key for place in places[NAMED:]], whole)
        names = [*names[:NAMED], counted(len(others), "autre commune", "autres communes")]
    return enumeration(names)
