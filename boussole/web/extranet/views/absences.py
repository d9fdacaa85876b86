"""Who is away, and what then happens."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.core.moves import MoveRefused
from boussole.core.verdicts import Verdict
from boussole.partners import actions, policies
from boussole.partners.absences import today_at
from boussole.partners.actions import AbsenceRefused
from boussole.partners.models import Absence, Referent
from boussole.web.extranet.absence_words import HINTS, consequences, days_in_words, rule_in_words
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.absences import AbsenceForm

LINES = 50  # of the past: beyond, nobody looks


@dataclass(frozen=True)
class Line:
    """One absence, as the page says it."""

    absence: Absence
    days: str
    what: str
    is_under_way: bool
    can_cancel: Verdict

    @property
    def who(self) -> str:
        return self.absence.user.full_name if self.absence.user else self.absence.structure.name


@require_safe
@in_structure
def absences(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Mine, those I stand in for, and, for whoever is responsible, the whole team's."""
    rows = Absence.objects.visible_to(desk.user, desk.day).select_related("user", "deputy", "structure")
    rows = rows.filter(structure__in=desk.shown)
    standing = rows.standing()
    to_come = [
        _line(desk, row) for row in standing.filter(ends_on__gte=desk.today).order_by("starts_on", "pk")
    ]
    past = rows.exclude(pk__in=[line.absence.pk for line in to_come]).order_by("-starts_on", "-pk")
    return page(
        request,
        desk,
        "absences/absences",
        under_way=[line for line in to_come if line.is_under_way],
        to_come=[line for line in to_come if not line.is_under_way],
        past=[_line(desk, row) for row in past[:LINES]],
    )


def _line(desk: Desk, absence: Absence) -> Line:
    return Line(
        absence,
        days_in_words(absence),
        rule_in_words(absence),
        absence.covers(today_at(absence.structure, desk.now)),
        policies.can_cancel_absence(desk.user, absence, desk.now),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def declare(request: HttpRequest, desk: Desk) -> HttpResponse:
    """First what will happen, in sentences; then the button that does it."""
    form = _form(desk, request.POST if request.method == "POST" else None)
    if request.method != "POST" or not form.is_valid():
        return page(request, desk, "absences/declare", form=form, hints=HINTS)
    plan = form.plan()
    if "declarer" not in request.POST:
        shown = {"days": days_in_words(plan), "sentences": consequences(plan, desk.now)}
        return page(request, desk, "absences/declare", form=form, hints=HINTS, plan=plan, **shown)
    try:
        actions.declare_absence(plan, by=desk.user, now=desk.now)
    except AbsenceRefused as refusal:  # somebody declared another one meanwhile
        form.refuse(refusal)
        return page(request, desk, "absences/declare", form=form, hints=HINTS)
    messages.success(request, f"L’absence est notée, {days_in_words(plan)}.")
    return redirect("extranet:absences")


def _form(desk: Desk, data: object) -> AbsenceForm:
    team = (
        Referent.objects.in_force(desk.day)
        .filter(structure__in=desk.structures, user__is_active=True)
        .select_related("user")
        .order_by("user__first_name", "user__last_name", "pk")
    )
    return AbsenceForm(data, user=desk.user, structures=desk.structures, team=list(team), now=desk.now)


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def cancel(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """What comes back, then the button."""
    rows = Absence.objects.visible_to(desk.user, desk.day).select_related("user", "deputy", "structure")
    absence = get_object_or_404(rows, public_id=public_id)
    line = _line(desk, absence)
    if request.method != "POST":
        return page(request, desk, "absences/cancel", line=line)
    try:
        actions.cancel_absence(absence, by=desk.user, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, f"L’absence est annulée, {line.days}.")
    return redirect("extranet:absences")
