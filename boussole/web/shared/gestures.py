"""A gesture on one row: a POST that acts, then the page of the row, which says what happened or why it did not."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods

from boussole.core.moves import MoveRefused

Desk = TypeVar("Desk")
Row = TypeVar("Row")
Gesture = Callable[[HttpRequest, Desk, Row], HttpResponse]
View = Callable[..., HttpResponse]


def page_asked_from(request: HttpRequest, site: str) -> str:
    """The page of this site from which a form was sent, when it says so (`retour`); empty, never another site."""
    asked = request.POST.get("retour", "")
    inside = asked.startswith(reverse(f"{site}:home"))
    return asked if inside and url_has_allowed_host_and_scheme(asked, allowed_hosts=None) else ""


def gestures_on(
    find: Callable[[Desk, UUID], Row], *, at: Callable[[View], View], back: Callable[[Row], HttpResponse]
) -> Callable[[Gesture[Desk, Row]], View]:
    """The decorator of the gestures that a site makes on its rows.

    `at` gives the view the desk of whoever signed in, `find` the row through the door of this desk, and `back`
    leads to its page. A refusal is told there. A GET (after signing in again) leads there too, and does nothing.
    """

    def gesture(act: Gesture[Desk, Row]) -> View:
        @require_http_methods(["GET", "HEAD", "POST"])
        @at
        @wraps(act)
        def view(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
            found = find(desk, public_id)
            if request.method != "POST":
                return back(found)
            try:
                return act(request, desk, found)
            except MoveRefused as refusal:
                messages.error(request, refusal.message)
                return back(found)

        return view

    return gesture
