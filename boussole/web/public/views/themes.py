"""What one needs: the themes open here, the door of each, and whom to see before 15."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boussole.core import clock
from boussole.questionnaires.models import Theme
from boussole.territories.youth_information import youth_information_body
from boussole.web.public.doors import Elsewhere, with_visit
from boussole.web.public.journeys import Journey, journey_through
from boussole.web.public.surroundings import Surroundings, surroundings_of
from boussole.web.public.visit import Visit


@require_safe
@with_visit
def themes(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The themes open here, in the words of the territory; the national ones where no Boussole is open."""
    where = surroundings_of(visit, clock.now())
    context = {
        "where": where,
        "visit": visit,
        "notice": visit.take_notice(),
        "body": youth_information_body(where.commune.region),
    }
    return render(request, "public/themes/themes.html", context)


@require_safe
@with_visit
def start(request: HttpRequest, visit: Visit, code: str) -> HttpResponse:
    """Begin the questionnaire of a theme, or go on where it was left."""
    _, journey = theme_entered(request, visit, code, request.path)
    visit.destination = ""  # a new beginning
    return journey.next_page()


@require_safe
@with_visit
def too_young(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Under 15, no coordinates are taken: whom to see instead (product.md 5.4)."""
    where = surroundings_of(visit, clock.now(), destination=request.path)
    context = {
        "where": where,
        "body": youth_information_body(where.commune.region),
        "themes_begun": [theme for theme in where.themes if theme.code in visit.themes],
    }
    return render(request, "public/themes/too_young.html", context)


def theme_entered(
    request: HttpRequest, visit: Visit, code: str, destination: str
) -> tuple[Surroundings, Journey]:
    """The place and the journey of a page under a theme. Three queries at most.

    :raises Elsewhere: to the home page when nothing is known of the place, or to the page that says the
        theme is closed here
    """
    where = surroundings_of(visit, clock.now(), destination=destination)
    theme = where.theme(code)
    journey = journey_through(theme, where, visit) if theme else None
    if journey is None:
        context = {
            "where": where,
            "body": youth_information_body(where.commune.region),
            "name": _name_of(code),
        }
        raise Elsewhere(render(request, "public/themes/closed.html", context, status=404))
    return where, journey


def _name_of(code: str) -> str:
    """How a theme that exists somewhere is called; empty for one that exists nowhere."""
    return Theme.objects.filter(code=code).values_list("name", flat=True).first() or ""
