"""« data.inclusion »: structures and services of the national reference, chosen, looked at, then imported."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.core.moves import MoveRefused
from boussole.core.typography import counted
from boussole.interop.data_inclusion import loads, thematics
from boussole.interop.models import SourceLoad
from boussole.questionnaires.models import Category, Theme
from boussole.territories.models import Territory
from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.animators.forms.source_loads import ChoiceForm, SourceFilesForm
from boussole.web.animators.source_plan import preview_lines, report_lines

MOST_LOADS = 20
AGAIN_IN = 3  # seconds before the page of a load at work asks for itself again


@require_http_methods(["GET", "HEAD", "POST"])
@with_mandate
def source_loads(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What it is, where to find the files, the form, and the loads of before."""
    territories = _territories(desk)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    first = {"territory": request.GET.get("territoire", "")}
    form = SourceFilesForm(*posted, territories=territories, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            load = loads.receive(
                form.chosen_territory,
                form.cleaned_data["departement"],
                structures=form.cleaned_data["structures"].chunks(),
                services=form.cleaned_data["services"].chunks(),
                by=desk.user,
                now=desk.now,
            )
        except loads.TooLong as refusal:
            form.add_error("services", refusal.message)
        else:
            return redirect("animators:source_load", load.public_id)
    before = SourceLoad.objects.filter(territory__in=territories).select_related("territory", "by")
    return page(request, desk, "sources/loads", form=form, loads=before[:MOST_LOADS])


@require_safe
@with_mandate
def source_load(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """How far it is; then the choice and its dry run; then what came of it."""
    load = _load(desk, public_id)
    if load.status != SourceLoad.Status.READY:
        report = report_lines(load.report) if load.report else []
        response = page(request, desk, "sources/load", load=load, report=report)
        if load.is_at_work:
            response["Refresh"] = str(AGAIN_IN)
        return response
    themes = _open_themes(load.territory)
    form = ChoiceForm(
        request.GET if "audience" in request.GET else ChoiceForm.at_first(themes), themes=themes
    )
    preview = loads.preview(load, form.choice) if load.extract is not None and form.is_valid() else None
    shown = preview_lines(preview, _category_names()) if preview else None
    left = sum(preview.selected.left_out.values()) if preview else 0
    values = {"form": form, "preview": preview, "shown": shown, "left_count": left}
    return page(request, desk, "sources/load", load=load, **values)


@require_POST
@with_mandate
def import_source_load(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Do what was looked at, with the same choice."""
    load = _load(desk, public_id)
    form = ChoiceForm(request.POST, themes=_open_themes(load.territory))
    if not form.is_valid():
        messages.error(request, "Choisissez au moins un thème, puis importez.")
        return redirect("animators:source_load", load.public_id)
    try:
        load = loads.begin_import(load, form.choice, by=desk.user, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        if load.report and not load.is_at_work:
            structures, services = load.report["counts"]["new"]
            messages.success(
                request,
                f"{counted(structures, 'structure ajoutée', 'structures ajoutées')}, "
                f"{counted(services, 'brouillon', 'brouillons')}.",
            )
    return redirect("animators:source_load", load.public_id)


@require_safe
@with_mandate
def source_table(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Where each thematic of data.inclusion goes here, or why nowhere."""
    _territories(desk)
    names = _category_names()
    lines = [
        (code, names.get((entry.theme, entry.category), "")) if isinstance(entry, thematics.Place)
        else (code, entry.reason)
        for code, entry in sorted(thematics.TABLE.items())
    ]  # fmt: skip
    versions = {"schema": thematics.SCHEMA_VERSION, "table": thematics.TABLE_VERSION}
    return page(request, desk, "sources/table", lines=lines, versions=versions)


def _territories(desk: Desk) -> list[Territory]:
    """Those for which the person may load.

    :raises Http404: when there is none
    """
    rows = Territory.objects.order_by("name")
    found = [each for each in rows if loads.can_load(desk.user, each, desk.day)]
    if not found:
        raise Http404
    return found


def _load(desk: Desk, public_id: UUID) -> SourceLoad:
    rows = SourceLoad.objects.filter(territory__in=_territories(desk)).select_related("territory", "by")
    return get_object_or_404(rows, public_id=public_id)


def _open_themes(territory: Territory) -> list[Theme]:
    """Those that the territory opens, today or later; all the national ones before it opens any."""
    return list(Theme.objects.filter(territories__territory=territory)) or list(Theme.objects.all())


def _category_names() -> dict[tuple[str, str], str]:
    """By theme and category, « Emploi, Préparer tes candidatures »."""
    rows = Category.objects.select_related("theme")
    return {(each.theme.code, each.code): f"{each.theme.name}, {each.name}" for each in rows}
