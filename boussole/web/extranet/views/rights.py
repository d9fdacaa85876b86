"""« Qui peut quoi »: the rights matrix, for the people of structures."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.shared.rights import chapters, roles


@require_safe
@in_structure
def rights(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What each role may do, and where."""
    return page(request, desk, "joining/rights", roles=roles(), chapters=chapters())
