"""« Mandats »: who animates, who follows a region, who is of the national team; given and ended by the latter."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.accounts import actions, policies
from boussole.accounts.actions import InvitationRefused
from boussole.accounts.joining import mandate_in_words, scope_in_words
from boussole.accounts.models import Mandate
from boussole.core.moves import MoveRefused
from boussole.core.typography import alphabetical
from boussole.core.verdicts import Verdict
from boussole.territories.models import Territory
from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.animators.forms.mandates import ROLE_HINTS, EndMandateForm, GiveMandateForm

METHODS = ["GET", "HEAD", "POST"]
Role = Mandate.Role


@dataclass(frozen=True)
class Line:
    """One mandate, in force, to come, or waiting for an answer."""

    mandate: Mandate
    scope: str
    has_begun: bool
    can_end: Verdict


@require_safe
@with_mandate
def mandates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """By role, then by place: whom to ask about a territory that is not mine."""
    groups = [(role.label, lines) for role in Role if (lines := _lines(desk, role))]
    animated = Mandate.objects.in_force(desk.day).filter(role=Role.ANIMATOR).values("territory")
    return page(
        request,
        desk,
        "mandates/mandates",
        groups=groups,
        without=Territory.objects.exclude(pk__in=animated).order_by("name"),
        can_give=policies.can_give_mandates(desk.user, desk.day),
    )


@require_http_methods(METHODS)
@with_mandate
def give(request: HttpRequest, desk: Desk) -> HttpResponse:
    """A role, a place, its days, and the invitation that leaves."""
    _require(policies.can_give_mandates(desk.user, desk.day))
    form = GiveMandateForm(request.POST if request.method == "POST" else None, day=desk.day)
    if form.is_valid():
        try:
            actions.propose_mandate(form.person, form.terms, by=desk.user, day=desk.day, now=desk.now)
        except InvitationRefused as refusal:
            form.refuse(refusal)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, f"L’invitation part à {form.person.email}.")
            return redirect("animators:mandates")
    return page(request, desk, "mandates/give", form=form, role_hints=ROLE_HINTS)


@require_http_methods(METHODS)
@with_mandate
def end(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Its last day; the person is told."""
    _require(policies.can_give_mandates(desk.user, desk.day))
    row = get_object_or_404(
        Mandate.objects.select_related("user", "territory"), public_id=public_id, is_pending=False
    )
    form = EndMandateForm(request.POST if request.method == "POST" else None, day=desk.day)
    if form.is_valid():
        try:
            actions.end_mandate(row, last_day=form.ends_on, by=desk.user, day=desk.day, now=desk.now)
        except InvitationRefused as refusal:
            form.add_error("last_day", refusal.message)
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("animators:mandates")
        else:
            messages.success(request, f"Le mandat de {row.user.full_name} prend fin.")
            return redirect("animators:mandates")
    return page(
        request,
        desk,
        "mandates/end",
        form=form,
        mandate=row,
        words=mandate_in_words(row),
        can_end=policies.can_end_mandate(desk.user, row, desk.day),
    )


def _lines(desk: Desk, role: Mandate.Role) -> list[Line]:
    """One query: what is over is left out."""
    rows = Mandate.objects.filter(role=role, user__is_active=True).exclude(ends_on__lt=desk.day)
    lines = [
        Line(
            each,
            scope=scope_in_words(each),
            has_begun=each.starts_on <= desk.day,
            can_end=policies.can_end_mandate(desk.user, each, desk.day),
        )
        for each in rows.select_related("user", "territory")
    ]
    return sorted(
        lines, key=lambda line: (alphabetical(line.scope), alphabetical(line.mandate.user.last_name))
    )


def _require(verdict: Verdict) -> None:
    if not verdict:
        raise Http404
