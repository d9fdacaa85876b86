"""« Invitations »: whom the animation asked to come, and where each answer is."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse

from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.shared.invitations import invitation_views


def as_host(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For those who invite: the animation and the national team."""

    @with_mandate
    @wraps(view)
    def guarded(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (desk.can_watch or desk.is_national):
            raise Http404
        return view(request, desk, *args, **kwargs)

    return guarded


invitations, resend_invitation, cancel_invitation = invitation_views("animators", at=as_host, page=page)
