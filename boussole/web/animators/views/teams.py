"""The people of the structures around: those nobody has confirmed, those nobody sees any more, and each of them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.accounts.inactivity import asleep, is_asleep
from boussole.accounts.models import User
from boussole.contact_requests import actions as request_actions
from boussole.contact_requests.queries.succession import requests_left_by
from boussole.core.moves import MoveRefused
from boussole.core.typography import elided
from boussole.partners import actions, policies
from boussole.partners.absences import today_at
from boussole.partners.models import Referent, Structure
from boussole.partners.teams import due_on, to_confirm
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.narrowing import structure_asked
from boussole.web.shared.gestures import gestures_on, page_asked_from
from boussole.web.shared.handing_over import LetGoForm
from boussole.web.shared.zones.named import names_of

METHODS = ["GET", "HEAD", "POST"]
MOST = 200  # a territory has some dozens of people; beyond, the most urgent are enough to begin with


@dataclass(frozen=True)
class Line:
    """One person of a structure, and whom to call about them."""

    referent: Referent
    due_on: date
    managers: list[User]


@require_safe
@as_animator
def teams(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that nobody has confirmed, then those who have not signed in for six months. A fixed number of queries."""
    structures = Structure.objects.serving(desk.lens, desk.day).exclude(status=Structure.Status.LEFT)
    if narrowed := structure_asked(request, desk):
        structures = structures.filter(pk=narrowed.pk)
    waiting = to_confirm(structures, desk.day)[:MOST]
    sleeping = Referent.objects.in_force(desk.day).filter(structure__in=structures, user__in=asleep(desk.now))
    silent = list(sleeping.select_related("user", "structure").order_by("user__last_login", "pk")[:MOST])
    managers = _managers_of({row.structure_id for row in (*waiting, *silent)}, desk.day)
    return page(
        request,
        desk,
        "teams/teams",
        waiting=[_line(row, managers) for row in waiting],
        silent=[_line(row, managers) for row in silent],
        narrowed=narrowed,
    )


def _line(referent: Referent, managers: dict[int, list[User]]) -> Line:
    others = [each for each in managers[referent.structure_id] if each.pk != referent.user_id]
    return Line(referent, due_on(referent), others)


def _managers_of(structures: set[int], day: date) -> dict[int, list[User]]:
    found: dict[int, list[User]] = defaultdict(list)
    rows = Referent.objects.in_force(day).filter(structure__in=structures, role=Referent.Role.MANAGER)
    for row in rows.filter(user__is_active=True).select_related("user").order_by("pk"):
        found[row.structure_id].append(row.user)
    return found


# --- One person -----------------------------------------------------------------------------------------
def _around(desk: Desk, public_id: UUID) -> Referent:
    """Somebody of a structure around, still there or gone; nobody else exists."""
    rows = Referent.objects.filter(structure__in=Structure.objects.serving(desk.user, desk.day))
    rows = rows.filter(is_pending=False).select_related("user", "structure", "confirmed_by")
    found = get_object_or_404(rows, public_id=public_id)
    if not policies.can_see_team(desk.user, found.structure, desk.day):
        raise Http404
    return found


@require_safe
@as_animator
def person(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """What they answer for, whether they come, and what the animation can do."""
    referent = _around(desk, public_id)
    return page(
        request,
        desk,
        "teams/person",
        referent=referent,
        communes=names_of(referent.communes, referent.structure.areas),
        due_on=due_on(referent),
        is_asleep=referent.user.is_active and is_asleep(referent.user, desk.now),
        open_requests=requests_left_by(referent).count(),
        can_confirm=policies.can_confirm_referent(desk.user, referent, desk.day),
        can_let_go=policies.can_let_go(desk.user, referent, desk.now),
        can_reopen=policies.can_reopen(desk.user, referent, desk.day),
    )


def _back(referent: Referent) -> HttpResponse:
    return redirect("animators:person", referent.public_id)


gesture = gestures_on(_around, at=as_animator, back=_back)


@gesture
def confirm(request: HttpRequest, desk: Desk, referent: Referent) -> HttpResponse:
    """The structure has said, on the telephone, that they still belong to the team."""
    actions.confirm_referent(referent, by=desk.user, day=desk.day, now=desk.now)
    messages.success(request, f"{referent.user.full_name} fait toujours partie de l’équipe.")
    back = page_asked_from(request, "animators")
    return redirect(back) if back else _back(referent)


@gesture
def reopen(request: HttpRequest, desk: Desk, referent: Referent) -> HttpResponse:
    """The account may be invited again."""
    actions.reopen_account(referent, by=desk.user, day=desk.day, now=desk.now)
    messages.success(
        request,
        f"Le compte {elided('de', referent.user.full_name)} peut servir de nouveau : il reste à l’inviter.",
    )
    return _back(referent)


@require_http_methods(METHODS)
@as_animator
def let_go(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """They are gone: to whom everything goes, and the button that closes their access."""
    referent = _around(desk, public_id)
    verdict = policies.can_let_go(desk.user, referent, desk.now)
    if not verdict:
        return page(request, desk, "teams/let_go", referent=referent, refusal=verdict.reason)
    today = today_at(referent.structure, desk.now)
    data = request.POST if request.method == "POST" else None
    # All at once: the animation does not read who asked what in order to close an access.
    form = LetGoForm(data, referent=referent, today=today, one_by_one=False)
    if form.is_valid():
        try:
            request_actions.let_go(referent, hand_over=form.hand_over(), by=desk.user, now=desk.now)
        except MoveRefused as refusal:
            form.refuse(refusal)
        else:
            messages.success(
                request, f"{referent.user.full_name} n’a plus accès à {referent.structure.name}."
            )
            return _back(referent)
    stays = policies.works_elsewhere(referent, today)
    return page(request, desk, "teams/let_go", referent=referent, form=form, stays=stays)
