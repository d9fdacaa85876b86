"""The two choices of display, remembered."""

from dataclasses import replace

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from boussole.web.extranet.desk import way_back
from boussole.web.extranet.display import COOKIE, ONE_YEAR, display_of

# What each button of the page changes.
CHANGES = {
    "compact": {"is_compact": True},
    "confortable": {"is_compact": False},
    "avec-raccourcis": {"has_keys": True},
    "sans-raccourcis": {"has_keys": False},
}


@require_POST
def change(request: HttpRequest) -> HttpResponse:
    """Remember one choice, and come back to the page where it was made."""
    chosen = CHANGES.get(request.POST.get("choix", ""), {})
    response = redirect(way_back(request))
    response.set_cookie(
        COOKIE,
        str(replace(display_of(request), **chosen)),
        max_age=ONE_YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response
