"""Somebody leaves: nothing stays without anybody."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from boussole.contact_requests import actions
from boussole.core.moves import MoveRefused
from boussole.core.typography import day_in_words, elided
from boussole.partners import policies
from boussole.partners.absences import today_at
from boussole.partners.models import Referent
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.departure import DepartureForm

ONE_DAY = timedelta(days=1)


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def departure(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """All that they do, one choice for everything or one each, then the last day."""
    rows = Referent.objects.in_force(desk.day).filter(structure__in=desk.structures)
    referent = get_object_or_404(rows.select_related("user", "structure"), pk=pk)
    refusal = _refusal(desk, referent)
    if refusal:
        shown = {"referent": referent, "refusal": refusal}
        return page(request, desk, "colleagues/departure", **shown)
    today = today_at(referent.structure, desk.now)
    form = DepartureForm(request.POST if request.method == "POST" else None, referent=referent, today=today)
    if form.is_valid() and (done := _leave(request, desk, referent, form)):
        return done
    actions.record_list(form.requests, by=desk.user, now=desk.now, coordinates=False)
    is_mine = referent.user_id == desk.user.pk
    return page(request, desk, "colleagues/departure", referent=referent, form=form, is_mine=is_mine)


def _refusal(desk: Desk, referent: Referent) -> str:
    """Why nobody can leave yet; empty when they can."""
    for verdict in (
        policies.can_prepare_leaving(desk.user, referent, desk.now),
        policies.can_leave(referent, today_at(referent.structure, desk.now) + ONE_DAY),
    ):
        if not verdict:
            return verdict.reason
    return ""


def _leave(request: HttpRequest, desk: Desk, referent: Referent, form: DepartureForm) -> HttpResponse | None:
    last_day = form.cleaned_data["last_day"]
    try:
        actions.leave(referent, last_day=last_day, hand_over=form.hand_over(), by=desk.user, now=desk.now)
    except MoveRefused as refusal:
        form.refuse(refusal)
        return None
    name = referent.user.first_name
    messages.success(
        request, f"Tout est confié. Le dernier jour {elided('de', name)} est le {day_in_words(last_day)}."
    )
    return redirect("extranet:colleagues")
