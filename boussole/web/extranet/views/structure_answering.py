"""« Qui répond de quoi » in my structure, theme by theme, with the holes."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.offers.queries import themes_worked_on
from boussole.partners import coverage, policies
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.structure_pages import structure_of


@require_safe
@in_structure
def answering(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """A line a theme, a column a part of the zone."""
    structure = structure_of(desk, public_id)
    themes = themes_worked_on([structure])
    return page(
        request,
        desk,
        "structure/answering",
        structure=structure,
        table=coverage.of([structure], desk.day, themes=themes)[structure.pk],
        can_change=policies.can_change_structure(desk.user, structure, desk.day),
    )
