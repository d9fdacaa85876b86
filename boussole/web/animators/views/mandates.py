"""« Mandats »: who animates, who follows a region, who is of the national team; given and ended by the latter."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.accounts import actions, national_team, policies
from boussole.accounts.actions import InvitationRefused
from boussole.accounts.joining import mandate_in_words, scope_in_words
from boussole.accounts.models import Mandate
from boussole.core.moves import MoveRefused
from boussole.core.typography import alphabetical, elided
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
    can_keep: Verdict


@require_safe
@with_mandate
def mandates(request: HttpRequest, desk: Desk) -> HttpResponse:
    """By role, then by place: whom to ask about a territory that is not mine."""
    groups = [(role.label, lines) for role in Role if (lines := _lines(desk, role))]
    animated = Mandate.objects.in_force_at(desk.now).filter(role=Role.ANIMATOR).values("territory")
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
            actions.propose_mandate(form.person, form.terms, by=desk.user, now=desk.now)
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
    """Its last day; the person is told. Of the national team, everybody is."""
    row = _find(desk, public_id)
    form = EndMandateForm(
        request.POST if request.method == "POST" else None,
        today=row.today(desk.now),
        earliest=national_team.earliest_end(row, desk.user, desk.now),
    )
    if form.is_valid():
        try:
            actions.end_mandate(row, last_day=form.ends_on, by=desk.user, now=desk.now)
        except InvitationRefused as refusal:
            form.refuse(refusal)
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("animators:mandates")
        else:
            messages.success(request, _ended_words(row))
            return redirect("animators:mandates")
    return page(
        request,
        desk,
        "mandates/end",
        form=form,
        mandate=row,
        words=mandate_in_words(row),
        has_begun=row.has_begun(desk.now),
        can_end=policies.can_end_mandate(desk.user, row, desk.now),
        can_keep=policies.can_keep_mandate(desk.user, row, desk.now),
    )


@require_POST
@with_mandate
def keep(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Call off the end that a colleague of the national team asked for alone."""
    row = _find(desk, public_id)
    try:
        actions.keep_mandate(row, by=desk.user, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(
            request,
            f"Le mandat {elided('de', row.user.full_name)} continue. L’équipe nationale est prévenue.",
        )
    return redirect("animators:mandates")


def _find(desk: Desk, public_id: UUID) -> Mandate:
    """For those who give mandates alone: for anybody else, it does not exist."""
    _require(policies.can_give_mandates(desk.user, desk.day))
    rows = Mandate.objects.select_related("user", "territory", "end_asked_by")
    return get_object_or_404(rows, public_id=public_id, is_pending=False)


def _ended_words(row: Mandate) -> str:
    told = " Toute l’équipe nationale est prévenue." if row.is_national else ""
    return f"Le mandat {elided('de', row.user.full_name)} prend fin.{told}"


def _lines(desk: Desk, role: Mandate.Role) -> list[Line]:
    """One query: what is over is left out."""
    rows = Mandate.objects.filter(role=role, user__is_active=True).order_by("pk")
    rows = rows.exclude(ends_on__lt=desk.day - timedelta(days=1))  # where the day has begun later than here
    lines = [
        Line(
            each,
            scope=scope_in_words(each),
            has_begun=each.has_begun(desk.now),
            can_end=policies.can_end_mandate(desk.user, each, desk.now),
            can_keep=policies.can_keep_mandate(desk.user, each, desk.now),
        )
        for each in rows.select_related("user", "territory", "end_asked_by")
        if not each.is_over(desk.now)
    ]
    return sorted(
        lines, key=lambda line: (alphabetical(line.scope), alphabetical(line.mandate.user.last_name))
    )


def _require(verdict: Verdict) -> None:
    if not verdict:
        raise Http404
