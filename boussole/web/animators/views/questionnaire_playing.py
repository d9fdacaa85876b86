"""A version tried as a young person would, with the offers beside. Nothing is kept: the address says it all."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from boussole.web.animators.desk import Desk, as_shaper, page
from boussole.web.animators.questionnaires.playing import play_of
from boussole.web.animators.views.questionnaires import find


@require_safe
@as_shaper
def play(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """One page of questions, and what would be found with the answers given so far."""
    version = find(desk, pk)
    return page(
        request, desk, "questionnaires/play", version=version, play=play_of(version, request.GET, desk.day)
    )
