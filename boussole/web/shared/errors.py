"""Error pages."""

import sys

from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views import defaults

RETRY_AFTER = "30"  # seconds: long enough for a database to start again


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    return render(request, "shared/errors/csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """The page of a fault of ours. A database that does not answer will: « come back in a moment », not « broken »."""
    response = defaults.server_error(request)
    if isinstance(sys.exc_info()[1], OperationalError | InterfaceError):
        response.status_code = 503
        response.headers["Retry-After"] = RETRY_AFTER
    return response
