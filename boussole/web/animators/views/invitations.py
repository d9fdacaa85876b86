"""« Invitations »: whom the animation asked to come, and where each answer is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST, require_safe

from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.shared.gestures import page_asked_from
from boussole.web.shared.invitations import send_again, shelves, take_back


def as_host(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For those who invite: the animation and the national team."""

    @with_mandate
    @wraps(view)
    def guarded(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (desk.can_watch or desk.is_national):
            raise Http404
        return view(request, desk, *args, **kwargs)

    return guarded


@require_safe
@as_host
def invitations(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that I sent, and those of the structures and territories that I animate."""
    found, lines = shelves(desk.user, desk.now, request.GET.get("voir", ""))
    return page(request, desk, "joining/invitations", shelves=found, lines=lines, site="animators")


@require_POST
@as_host
def resend_invitation(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """One more mail, with a link of its own."""
    send_again(request, public_id, desk.now)
    return redirect(page_asked_from(request, "animators") or "animators:invitations")


@require_POST
@as_host
def cancel_invitation(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """It opens nothing any more."""
    take_back(request, public_id, desk.now)
    return redirect("animators:invitations")
