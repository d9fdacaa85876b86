"""Before a version goes on line: what changes, for whom; then now, or on a day."""

from __future__ import annotations

from collections.abc import Iterable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.core.moves import MoveRefused
from boussole.core.typography import day_in_words
from boussole.questionnaires import actions, policies
from boussole.questionnaires.comparing import compare
from boussole.questionnaires.models import Questionnaire
from boussole.questionnaires.queries import conflicts_of, faults_of
from boussole.web.animators.desk import Desk, as_shaper, page
from boussole.web.animators.forms.questionnaires import ScheduleForm
from boussole.web.animators.questionnaires.announcing import grouped, told_impact
from boussole.web.animators.views.questionnaires import find

METHODS = ["GET", "HEAD", "POST"]


@require_http_methods(METHODS)
@as_shaper
def publish(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """What publishing changes, and the two buttons."""
    version = find(desk, pk)
    if not version.is_at_work or not policies.can_shape(desk.user, version.territory, desk.day):
        return redirect("animators:questionnaire", pk)
    form = ScheduleForm(request.POST if "programmer" in request.POST else None)
    if request.method == "POST":
        try:
            if done := _act(request, desk, version, form):
                return done
        except MoveRefused as refusal:
            messages.error(request, refusal.message)
            return redirect("animators:publish_questionnaire", pk)
    former = former_of(version)
    return page(
        request,
        desk,
        "questionnaires/publish",
        version=version,
        former=former,
        faults=faults_of(version),
        conflicts=conflicts_of(version),
        changes=grouped(compare(former.definition, version.definition)) if former else [],
        impact=told_impact(version, desk.day) if version.definition.questions else None,
        form=form,
    )


def _act(request: HttpRequest, desk: Desk, version: Questionnaire, form: ScheduleForm) -> HttpResponse | None:
    """What the button pressed asks; None when the form comes back."""
    who = {"by": desk.user, "day": desk.day, "now": desk.now}
    if "publier" in request.POST:
        actions.publish(version, **who)
        messages.success(
            request, "La version est en ligne. Les jeunes déjà en chemin finissent sur la précédente."
        )
        return redirect("animators:questionnaire_of", version.scope, version.theme.code)
    if "reprendre" in request.POST:
        actions.unschedule(version, **who)
        messages.success(request, "La publication prévue est annulée : vous pouvez modifier le brouillon.")
        return redirect("animators:questionnaire", version.pk)
    if form.is_valid():
        on = form.cleaned_data["on"]
        actions.schedule(version, on=on, **who)
        messages.success(request, f"Cette version sera mise en ligne le {day_in_words(on, year=True)}.")
        return redirect("animators:questionnaire", version.pk)
    return None


@require_safe
@as_shaper
def compare_versions(request: HttpRequest, desk: Desk, pk: int) -> HttpResponse:
    """A version beside another one, in words: the one before it, unless `avec` says which."""
    version = find(desk, pk)
    rows = Questionnaire.objects.visible_to(desk.user, desk.day).filter(theme=version.theme).exclude(pk=pk)
    others = list(_comparable(rows.select_related("territory"), version))
    wanted = request.GET.get("avec", "")
    chosen = next((each for each in others if str(each.pk) == wanted), None)
    other = chosen or next((each for each in others if _is_before(each, version)), None)
    changes = compare(other.definition, version.definition) if other else []
    return page(
        request,
        desk,
        "questionnaires/compare",
        version=version,
        other=other,
        others=others,
        changes=grouped(changes),
    )


def former_of(version: Questionnaire) -> Questionnaire | None:
    """What young people answer there today: what this version would replace."""
    rows = Questionnaire.objects.filter(theme=version.theme).on_line()
    return rows.filter(territory=version.territory).first() or rows.filter(territory=None).first()


def _comparable(rows: Iterable[Questionnaire], version: Questionnaire) -> Iterable[Questionnaire]:
    """The versions of the same place, and the national ones for a territory; the latest first."""
    same = [each for each in rows if each.territory_id in (version.territory_id, None)]
    return sorted(same, key=lambda each: (each.territory_id != version.territory_id, -each.version))


def _is_before(other: Questionnaire, version: Questionnaire) -> bool:
    if other.territory_id != version.territory_id:
        return True
    return other.version < version.version
