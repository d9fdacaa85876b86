"""How a view of the public site is opened: to everybody, with its visit, light on the network."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page

from boussole.web.public.visit import Visit

Parameters = ParamSpec("Parameters")

SHORT_WHILE = 600  # seconds


class Elsewhere(Exception):
    """This page cannot be shown now; `response` leads to the one that can."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__()
        self.response = response


def with_visit(
    view: Callable[Concatenate[HttpRequest, Visit, Parameters], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]:
    """Open to all; reads the visit, hands it over, saves it. Never kept by the browser (`no-store`).

    Compressing is a choice made with BREACH in mind: these pages repeat nothing that an address could
    inject beside a secret, the only secret in them (the CSRF token) changes at each answer, the cookie is
    not sent by other sites' pages (`SameSite`), and Django adds a random length to what it compresses.
    """

    @login_not_required
    @gzip_page
    @wraps(view)
    def opened(request: HttpRequest, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
        visit = Visit.read(request)
        try:
            response = view(request, visit, *args, **kwargs)
        except Elsewhere as elsewhere:
            response = elsewhere.response
        visit.save(response)
        return response

    return opened


def own_path(given: str) -> str:
    """The path of a page of ours to come back to, without its fragment; empty for anything else."""
    path = given.partition("#")[0]
    is_ours = path.startswith("/") and url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_ours else ""


def same_for_all(
    view: Callable[Concatenate[HttpRequest, Parameters], HttpResponse],
) -> Callable[Concatenate[HttpRequest, Parameters], HttpResponseBase]:
    """Open to all, the same for everybody: a browser may keep it for a while."""
    return login_not_required(gzip_page(cache_control(private=True, max_age=SHORT_WHILE)(view)))
