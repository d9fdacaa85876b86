"""The questionnaires that one writes, what is on line, and the story of each."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.core.moves import MoveRefused
from boussole.orientation.queries import figures_by_question
from boussole.orientation.queries.figures import QuestionnaireFigures
from boussole.questionnaires import actions, policies
from boussole.questionnaires.models import NATIONAL, Questionnaire, Theme
from boussole.territories.models import Territory
from boussole.web.animators.desk import Desk, as_shaper, page
from boussole.web.animators.questionnaires.outline import outline_of
from boussole.web.animators.questionnaires.shelf import shelves_of

METHODS = ["GET", "HEAD", "POST"]
FIGURES_OF = timedelta(days=90)


@require_safe
@as_shaper
def questionnaires(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Each theme with its version on line and its draft."""
    return page(request, desk, "questionnaires/list", shelves=shelves_of(desk.user, desk.day))


@require_safe
@as_shaper
def questionnaire_of(request: HttpRequest, desk: Desk, scope: str, code: str) -> HttpResponse:
    """One questionnaire: what young people answer, how they answer it, and every version."""
    theme, territory = place_of(desk, scope, code)
    rows = Questionnaire.objects.visible_to(desk.user, desk.day).filter(theme=theme)
    rows = rows.select_related("theme", "territory", "based_on", "author")
    on_line = (
        rows.filter(territory=territory).on_line().first() or rows.filter(territory=None).on_line().first()
    )
    figures = figures_for(on_line, territory, desk) if on_line else None
    versions = rows.filter(territory=territory).prefetch_related("history__by").order_by("-version")
    return page(
        request,
        desk,
        "questionnaires/overview",
        subject=theme,
        territory=territory,
        scope=scope,
        on_line=on_line,
        follows_national=bool(territory and on_line and on_line.territory is None),
        at_work=rows.filter(territory=territory).at_work().first(),
        pages=outline_of(on_line, figures) if on_line else [],
        figures=figures,
        versions=versions,
        may_write=policies.can_shape(desk.user, territory, desk.day),
    )


def figures_for(version: Questionnaire, territory: Territory | None, desk: Desk) -> QuestionnaireFigures:
    """How a version was answered in the last 90 days, there."""
    return figures_by_question(
        [version.pk], desk.day - FIGURES_OF, territory_id=territory.pk if territory else None
    )


@require_http_methods(METHODS)
@as_shaper
def start_questionnaire(request: HttpRequest, desk: Desk, scope: str, code: str) -> HttpResponse:
    """Begin a draft, from what is on line or from the version of which the number is given."""
    theme, territory = place_of(desk, scope, code)
    if request.method != "POST":
        return redirect("animators:questionnaire_of", scope, code)
    source = None
    if number := request.POST.get("version", ""):
        rows = Questionnaire.objects.visible_to(desk.user, desk.day).of(theme, territory)
        source = get_object_or_404(rows, version=int(number) if number.isdecimal() else 0)
    try:
        draft = actions.start_draft(theme, territory, source=source, by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
        return redirect("animators:questionnaire_of", scope, code)
    return redirect("animators:questionnaire", draft.pk)


def place_of(desk: Desk, scope: str, code: str) -> tuple[Theme, Territory | None]:
    """The theme and the territory of an address; a stranger is told that it does not exist."""
    theme = get_object_or_404(Theme, code=code)
    if scope == NATIONAL:
        return theme, None
    territory = get_object_or_404(Territory, code=scope)
    if not policies.can_open_themes(desk.user, territory, desk.day):
        raise Http404
    return theme, territory


def find(desk: Desk, pk: int) -> Questionnaire:
    """A version, through the only door."""
    rows = Questionnaire.objects.visible_to(desk.user, desk.day)
    return get_object_or_404(rows.select_related("theme", "territory", "based_on", "author"), pk=pk)
