"""The pages that explain: how it works, the law, the privacy notices, accessibility, the map of the site."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from boussole.core import clock
from boussole.questionnaires.models import Theme
from boussole.territories.geography import PARIS
from boussole.territories.models import Territory
from boussole.web.public.doors import same_for_all, with_visit
from boussole.web.public.visit import Visit
from boussole.web.shared import accessibility as rgaa

ADULT = 18
MINORS, ADULTS = "public/pages/privacy_minors.html", "public/pages/privacy_adults.html"


@require_safe
@same_for_all
def how_it_works(request: HttpRequest) -> HttpResponse:
    return render(request, "public/pages/how_it_works.html")


@require_safe
@same_for_all
def legal(request: HttpRequest) -> HttpResponse:
    """Who publishes, who hosts: the data of each territory that is open."""
    context = {"territories": _open_territories(), "hosting": settings.HOSTING_NOTICE}
    return render(request, "public/pages/legal.html", context)


@require_safe
@with_visit
def privacy(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The notice for the age that we know, else the one for adults; each leads to the other."""
    is_minor = visit.age is not None and visit.age < ADULT
    return _privacy(request, MINORS if is_minor else ADULTS)


@require_safe
@same_for_all
def privacy_for_minors(request: HttpRequest) -> HttpResponse:
    return _privacy(request, MINORS)


@require_safe
@same_for_all
def privacy_for_adults(request: HttpRequest) -> HttpResponse:
    return _privacy(request, ADULTS)


@require_safe
@same_for_all
def accessibility(request: HttpRequest) -> HttpResponse:
    """The statement, in the format of the RGAA."""
    context = {
        "audit": rgaa.LAST_AUDIT,
        "territories": _open_territories(),
        "today": clock.local_day(clock.now(), PARIS),
    }
    return render(request, "public/pages/accessibility.html", context)


@require_safe
@same_for_all
def sitemap(request: HttpRequest) -> HttpResponse:
    return render(request, "public/pages/sitemap.html", {"themes": Theme.objects.all()})


def _privacy(request: HttpRequest, template: str) -> HttpResponse:
    context = {"territories": _open_territories(), "hosting": settings.HOSTING_NOTICE}
    return render(request, template, context)


def _open_territories() -> list[Territory]:
    return list(Territory.objects.filter(is_open=True).order_by("name"))
