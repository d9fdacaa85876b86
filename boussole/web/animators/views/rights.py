"""« Qui peut quoi »: the rights matrix."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.shared.rights import chapters, roles


@require_safe
@with_mandate
def rights(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What each role may do, and where."""
    return page(request, desk, "joining/rights", roles=roles(), chapters=chapters())
