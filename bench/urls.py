"""The product's pages, and beside each its bare twin: the same template and middleware, no database."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.test import Client
from django.urls import include, path

import boussole.web.extranet.desk as extranet_desk
import boussole.web.public.views.results as public_results

_kept: dict[str, tuple[str, dict[str, Any]]] = {}


def _keeping(name: str) -> Callable[..., HttpResponse]:
    """Django's `render`, that also remembers what it was last given under this name."""

    def rendered(
        request: HttpRequest, template: str, context: dict[str, Any] | None = None, **more: Any
    ) -> HttpResponse:
        _kept[name] = (template, dict(context or {}))
        return render(request, template, context, **more)

    return rendered


public_results.render = _keeping("results")  # type: ignore[attr-defined]
extranet_desk.render = _keeping("requests")  # type: ignore[attr-defined]


@login_not_required
def bare(request: HttpRequest, name: str) -> HttpResponse:
    """The page last rendered under this name, from values already there."""
    if name not in _kept:  # this worker has not rendered the real page yet
        client = Client(HTTP_HOST=request.get_host())
        client.cookies.load(request.COOKIES)
        client.get(request.GET["of"])
    template, context = _kept[name]
    return render(request, template, context)


urlpatterns = [path("bare/<str:name>/", bare), path("", include("config.urls"))]
