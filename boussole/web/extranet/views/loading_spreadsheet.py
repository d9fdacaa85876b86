"""The offers of my structures in a spreadsheet: take the model, leave it filled, look, import, undo."""

from __future__ import annotations

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from boussole.interop.models import ImportRun
from boussole.interop.sheets import runs
from boussole.interop.sheets.files import FORMATS
from boussole.interop.sheets.scope import scope_of_person
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.shared import spreadsheets
from boussole.web.shared.spreadsheets import FileForm

MOST_RUNS = 10


@require_http_methods(["GET", "HEAD", "POST"])
@in_structure
def spreadsheet(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The three steps, the form, and the files of before."""
    form = FileForm(request.POST, request.FILES) if request.method == "POST" else FileForm()
    if request.method == "POST" and form.is_valid():
        run = form.start(territory=None, by=desk.user, now=desk.now)
        if run is not None:
            return redirect("extranet:spreadsheet_run", run.public_id)
    before = runs.visible_to(desk.user, desk.now, territories=False)[:MOST_RUNS]
    return page(request, desk, "loading/spreadsheet", form=form, runs=before, formats=FORMATS.values())


@require_safe
@in_structure
def download(request: HttpRequest, desk: Desk, content: str, format: str) -> HttpResponse:
    """The model, or the offers of my structures."""
    return spreadsheets.download(scope_of_person(desk.user, desk.day), content, format)


@require_safe
@in_structure
def run(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """One file: how far it is, what it would do, what it did."""
    found = _run(desk, public_id)
    context = spreadsheets.run_context(found, request, desk.now)
    return spreadsheets.refreshed(page(request, desk, "loading/run", **context), found)


@require_POST
@in_structure
def import_run(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Make the drafts."""
    spreadsheets.import_run(request, _run(desk, public_id), by=desk.user, now=desk.now)
    return redirect("extranet:spreadsheet_run", public_id)


@require_POST
@in_structure
def undo_run(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Take them back."""
    spreadsheets.undo_run(request, _run(desk, public_id), by=desk.user, now=desk.now)
    return redirect("extranet:spreadsheet_run", public_id)


def _run(desk: Desk, public_id: UUID) -> ImportRun:
    return get_object_or_404(runs.visible_to(desk.user, desk.now, territories=False), public_id=public_id)
