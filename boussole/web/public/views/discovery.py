"""For machines: what to index, what to leave alone, whom to tell about a weakness."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from boussole.core import clock
from boussole.core.links import absolute
from boussole.offers.models import Offer
from boussole.territories.geography import PARIS

PAGES = ("home", "how_it_works", "legal", "privacy", "accessibility", "sitemap_page")
# Nothing personal is there for a robot, but nothing useful either.
CLOSED_TO_ROBOTS = ("filing", "follow_up", "commune_suggestions")
SECURITY_PROMISE = timedelta(days=180)
plain = partial(HttpResponse, content_type="text/plain; charset=utf-8")


@login_not_required
@require_safe
def sitemap_xml(request: HttpRequest) -> HttpResponse:
    """The pages that anybody may read, and each offer shown today."""
    day = clock.local_day(clock.now(), PARIS)
    offers = Offer.objects.shown_on(day).order_by("code").values_list("code", "published_at")
    context = {
        "pages": [absolute(f"public:{name}") for name in PAGES],
        "offers": [(absolute("public:offer", code), published_at) for code, published_at in offers],
    }
    return render(request, "public/sitemap.xml", context, content_type="application/xml; charset=utf-8")


@login_not_required
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    closed = [f"Disallow: {reverse(f'public:{name}')}" for name in CLOSED_TO_ROBOTS]
    lines = [
        "User-agent: *",
        *closed,
        "Disallow: /extranet/",
        "Disallow: /themes/*/questions/",
        "",
        f"Sitemap: {absolute('public:sitemap_xml')}",
    ]
    return plain("\n".join(lines) + "\n")


@login_not_required
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """RFC 9116."""
    expires = (clock.now() + SECURITY_PROMISE).replace(hour=0, minute=0, second=0, microsecond=0)
    contact = f"mailto:{settings.OPERATOR_EMAIL}" if settings.OPERATOR_EMAIL else absolute("public:legal")
    lines = [
        f"Contact: {contact}",
        f"Expires: {expires:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {absolute('public:security')}",
    ]
    return plain("\n".join(lines) + "\n")
