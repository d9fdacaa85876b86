"""Error pages."""

import sys
from typing import cast

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views import defaults

from boussole.web.shared import unsent

PROFESSIONAL_SITES = ("extranet:home", "animators:home")
RETRY_AFTER = "30"  # seconds: long enough for a database to start again


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token. One of ours, opened before its owner signed in again in another tab, loses nothing."""
    ours = request.headers.get("Sec-Fetch-Site") == "same-origin" and request.user.is_authenticated
    if ours and (typed := unsent.typed_in(request)):
        unsent.keep(request, typed)
        return redirect("account_unsent")
    return render(request, "shared/errors/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page of an address that leads nowhere, in the words of the site where it was typed."""
    for route in PROFESSIONAL_SITES:
        home_url = reverse(route)
        if request.path.startswith(home_url):
            return render(request, "shared/errors/not_found_pro.html", {"home_url": home_url}, status=404)
    return cast(HttpResponse, defaults.page_not_found(request, exception))


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of a fault of ours. A database that does not answer will: « come back in a moment », not « broken »."""
    response = defaults.server_error(request)
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response.status_code = 503
        response.headers["Retry-After"] = RETRY_AFTER
    return response
