"""A need as the list of needs writes it in a link: where a prospect or a question to a structure begins."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from boussole.accounts.policies import animated_territories
from boussole.territories.geography import geography
from boussole.territories.models import Territory
from boussole.web.animators.desk import Desk


def territory_of(request: HttpRequest, desk: Desk) -> Territory:
    """The territory that the address names, else the first that the person animates."""
    mine = animated_territories(desk.user, desk.day)
    wanted = request.GET.get("territoire") or mine[0].code
    found = next((each for each in mine if each.code == wanted), None)
    if found is None:
        raise Http404
    return found


def need_from_address(request: HttpRequest) -> dict[str, str]:
    """What the list of needs wrote in the link: a form begins with it."""
    asked = {"theme": "theme", "area": "lieu", "need": "besoin", "searches": "recherches"}
    return {field: request.GET.get(name, "") for field, name in asked.items()}


def place_in_words(area: str, territory: Territory) -> str:
    """« Forez-Est », or the whole territory."""
    return geography().name_in_words(area) if area else f"Tout le territoire ({territory.name})"
