"""What whoever is responsible does with the team: confirm, change, say that somebody is gone."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods

from boussole.contact_requests import actions as request_actions
from boussole.core.moves import MoveRefused
from boussole.partners import actions, policies
from boussole.partners.absences import today_at
from boussole.partners.actions import PartRefused
from boussole.partners.models import Referent
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.joining import ROLE_HINTS
from boussole.web.extranet.forms.team import PartForm
from boussole.web.shared.gestures import gestures_on
from boussole.web.shared.handing_over import LetGoForm

METHODS = ["GET", "HEAD", "POST"]


def _looked_after(desk: Desk, public_id: UUID) -> Referent:
    """Somebody of a team that this person looks after; nobody else exists."""
    rows = Referent.objects.in_force(desk.day).filter(structure__in=desk.structures, user__is_active=True)
    found = get_object_or_404(rows.select_related("user", "structure"), public_id=public_id)
    if not policies.can_see_team(desk.user, found.structure, desk.day):
        raise Http404
    return found


gesture = gestures_on(_looked_after, at=in_structure, back=lambda found: redirect("extranet:colleagues"))


@gesture
def confirm(request: HttpRequest, desk: Desk, referent: Referent) -> HttpResponse:
    """One press: they still belong to the team."""
    actions.confirm_referent(referent, by=desk.user, day=desk.day, now=desk.now)
    messages.success(request, f"{referent.user.full_name} fait toujours partie de l’équipe.")
    return redirect("extranet:colleagues")


@require_http_methods(METHODS)
@in_structure
def change(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """The role, the themes, the communes."""
    referent = _looked_after(desk, public_id)
    verdict = policies.can_change_referent(desk.user, referent, desk.day)
    if not verdict:
        return page(request, desk, "colleagues/change", referent=referent, refusal=verdict.reason)
    form = PartForm(request.POST if request.method == "POST" else None, referent=referent)
    if form.is_growing:
        form.grow()
    elif form.is_valid():
        try:
            actions.change_referent(referent, by=desk.user, day=desk.day, now=desk.now, **form.part)
        except PartRefused as refusal:
            form.refuse(refusal)
        except MoveRefused as refusal:
            form.add_error("role", refusal.message)
        else:
            messages.success(request, f"Ce dont {referent.user.full_name} répond est noté.")
            return redirect("extranet:colleagues")
    return page(
        request,
        desk,
        "colleagues/change",
        referent=referent,
        form=form,
        role_hints=ROLE_HINTS,
        structure_code=str(referent.structure.public_id),
    )


@require_http_methods(METHODS)
@in_structure
def let_go(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """They are gone: what they followed, who takes it, and the button that closes their access."""
    referent = _looked_after(desk, public_id)
    verdict = policies.can_let_go(desk.user, referent, desk.now)
    if not verdict:
        return page(request, desk, "colleagues/let_go", referent=referent, refusal=verdict.reason)
    today = today_at(referent.structure, desk.now)
    form = LetGoForm(request.POST if request.method == "POST" else None, referent=referent, today=today)
    if form.is_valid() and (done := _gone(request, desk, referent, form)):
        return done
    request_actions.record_list(form.requests, by=desk.user, now=desk.now, coordinates=False)
    stays = policies.works_elsewhere(referent, today)
    return page(request, desk, "colleagues/let_go", referent=referent, form=form, stays=stays)


def _gone(request: HttpRequest, desk: Desk, referent: Referent, form: LetGoForm) -> HttpResponse | None:
    try:
        closed = request_actions.let_go(referent, hand_over=form.hand_over(), by=desk.user, now=desk.now)
    except MoveRefused as refusal:
        form.refuse(refusal)
        return None
    name, where = referent.user.full_name, referent.structure.name
    rest = "Son compte est fermé." if closed else "Son compte reste ouvert pour ce qui est ailleurs."
    messages.success(request, f"{name} n’a plus accès à {where}. Tout est confié. {rest}")
    return redirect("extranet:colleagues")
