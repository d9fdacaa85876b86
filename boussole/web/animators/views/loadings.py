"""Many offers at once: from a spreadsheet, from data.inclusion. What was loaded, by whom, and when."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.interop.models import ImportRun, SourceLoad
from boussole.interop.sheets import runs
from boussole.interop.sheets.files import FORMATS
from boussole.interop.sheets.scope import scope_of_territory, territories_of
from boussole.territories.models import Territory
from boussole.web.animators.desk import Desk, page, with_mandate
from boussole.web.shared import spreadsheets
from boussole.web.shared.spreadsheets import FileForm

MOST_RUNS = 15


@require_safe
@with_mandate
def loadings(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The two ways in, and what came by each."""
    territories = _territories(desk)
    sources = SourceLoad.objects.filter(territory__in=territories).select_related("territory", "by")
    return page(
        request,
        desk,
        "loading/loadings",
        runs=_runs(desk)[:MOST_RUNS],
        sources=sources[:MOST_RUNS],
        several=len(territories) > 1,
    )


@require_http_methods(["GET", "HEAD", "POST"])
@with_mandate
def spreadsheet(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The three steps and the form, for one territory."""
    territories = _territories(desk)
    territory = _chosen(request, territories)
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        run = form.start(territory=territory, by=desk.user, now=desk.now)
        if run is not None:
            return redirect("animators:spreadsheet_run", run.public_id)
    return page(
        request,
        desk,
        "loading/spreadsheet",
        form=form,
        territory=territory,
        query=f"?territoire={territory.code}",
        tabs=[(each.name, f"?territoire={each.code}", each == territory) for each in territories],
        formats=FORMATS.values(),
        runs=_runs(desk).filter(territory=territory)[:MOST_RUNS],
    )


@require_safe
@with_mandate
def download(request: HttpRequest, desk: Desk, content: str, format: str) -> HttpResponse:
    """The model, or the offers that serve the territory."""
    territory = _chosen(request, _territories(desk))
    return spreadsheets.download(scope_of_territory(territory, desk.user, desk.day), content, format)


@require_safe
@with_mandate
def run(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """One file: how far it is, what it would do, what it did."""
    found = _run(desk, public_id)
    context = spreadsheets.run_context(found, request, desk.now)
    return spreadsheets.refreshed(page(request, desk, "loading/run", **context), found)


@require_POST
@with_mandate
def import_run(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Make the drafts."""
    spreadsheets.import_run(request, _run(desk, public_id), by=desk.user, now=desk.now)
    return redirect("animators:spreadsheet_run", public_id)


@require_POST
@with_mandate
def undo_run(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Take them back."""
    spreadsheets.undo_run(request, _run(desk, public_id), by=desk.user, now=desk.now)
    return redirect("animators:spreadsheet_run", public_id)


def _territories(desk: Desk) -> list[Territory]:
    """Those for which the person may load offers.

    :raises Http404: when there is none
    """
    if found := territories_of(desk.user, desk.day):
        return found
    raise Http404


def _chosen(request: HttpRequest, territories: list[Territory]) -> Territory:
    """The territory of the address, else the first.

    :raises Http404: for one that is not theirs
    """
    code = request.GET.get("territoire", "")
    found = [each for each in territories if each.code == code] if code else territories[:1]
    if not found:
        raise Http404
    return found[0]


def _runs(desk: Desk):  # type: ignore[no-untyped-def]
    return runs.visible_to(desk.user, desk.now, territories=True).select_related("territory", "by")


def _run(desk: Desk, public_id: UUID) -> ImportRun:
    return get_object_or_404(_runs(desk), public_id=public_id)
