"""Managers bring colleagues in, and follow what they answer."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.core.moves import MoveRefused
from boussole.partners import actions
from boussole.partners.models import Structure
from boussole.partners.policies import is_manager
from boussole.territories.zones import Zone
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.joining import ROLE_HINTS, InviteColleagueForm
from boussole.web.shared.invitations import invitation_views
from boussole.web.shared.zones.named import suggestions


def as_manager(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For whoever is responsible for a structure; the others are told that the page does not exist."""

    @in_structure
    @wraps(view)
    def guarded(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
        if not desk.is_manager:
            raise Http404
        return view(request, desk, *args, **kwargs)

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@as_manager
def invite_colleague(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Who arrives, in which structure, for which themes and communes."""
    form = InviteColleagueForm(request.POST if request.method == "POST" else None, structures=_managed(desk))
    if form.is_growing:
        form.grow()
    elif form.is_valid():
        try:
            actions.invite_referent(**form.asked, by=desk.user, day=desk.day, now=desk.now)
        except MoveRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(request, f"L’invitation part à {form.cleaned_data['email']}.")
            return redirect("extranet:invitations")
    return page(request, desk, "joining/invite", form=form, role_hints=ROLE_HINTS)


@require_safe
@as_manager
def commune_suggestions(request: HttpRequest, desk: Desk) -> JsonResponse:
    """What the box of communes proposes while one types: those of one structure, or of all that one manages."""
    asked = request.GET.get("structure", "")
    managed = _managed(desk)
    wanted = [each for each in managed if str(each.public_id) == asked] or managed
    within = Zone.restored(area for each in wanted for area in each.areas)
    found = suggestions(request.GET.get("q", ""), within)
    return JsonResponse(
        {"items": [{"value": place.key, "label": place.name, "hint": hint} for place, hint in found]}
    )


invitations, resend_invitation, cancel_invitation = invitation_views("extranet", at=as_manager, page=page)


def _managed(desk: Desk) -> list[Structure]:
    return [each for each in desk.structures if is_manager(desk.user, each, desk.day)]
