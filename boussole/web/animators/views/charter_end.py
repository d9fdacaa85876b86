"""The end of a charter, by the animation: its notice, taken back, and an earlier day that both agree on."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST

from boussole.core.moves import MoveRefused
from boussole.partners import policies
from boussole.partners.actions import charters
from boussole.web.animators.charter_desk import reads_charters, run
from boussole.web.animators.desk import Desk, page
from boussole.web.shared.charter_end import Effects, can_end
from boussole.web.shared.charter_end import give_notice as notice_given
from boussole.web.shared.charter_end import sooner_end as sooner_answered

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@reads_charters
def give_notice(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """What the end changes, then the day and the reason."""
    agreement = run(desk, public_id)
    back = redirect("animators:charter", public_id)
    if not (verdict := policies.can_give_notice(desk.user, agreement, desk.day)):
        messages.error(request, verdict.reason)
        return back
    form = notice_given(request, agreement, by=desk.user, day=desk.day, now=desk.now)
    if form is None:
        messages.success(request, "Le préavis est donné. Les deux parties sont prévenues par e-mail.")
        return back
    return page(
        request, desk, "charters/notice", agreement=agreement, form=form, effects=Effects.of(agreement)
    )


@require_POST
@reads_charters
def withdraw_notice(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """The charter goes on."""
    try:
        charters.withdraw_notice(run(desk, public_id), by=desk.user, day=desk.day, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "Le préavis est annulé : la charte continue.")
    return redirect("animators:charter", public_id)


@require_http_methods(METHODS)
@reads_charters
def sooner_end(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """While a notice runs: an earlier day to propose, to accept, or to leave."""
    agreement = run(desk, public_id)
    form = sooner_answered(request, agreement, by=desk.user, day=desk.day, now=desk.now)
    if form is None:
        return redirect("animators:charter", public_id)
    context = {"agreement": agreement, "form": form, "effects": Effects.of(agreement)}
    may = can_end(desk.user, agreement, desk.day, desk.now, site="animators")
    return page(request, desk, "charters/sooner", **context, **may)
