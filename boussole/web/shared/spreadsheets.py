"""What the extranet and the animation share of the pages of spreadsheets: the file, its dry run, its import."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import Http404, HttpRequest, HttpResponse

from boussole.accounts.models import User
from boussole.core.moves import MoveRefused
from boussole.core.typography import counted
from boussole.interop.models import ImportedLine, ImportRun
from boussole.interop.sheets import runs
from boussole.interop.sheets.faults import FileRefused
from boussole.interop.sheets.files import FORMATS, MOST_BYTES
from boussole.interop.sheets.files.limits import TOO_BIG
from boussole.interop.sheets.loading import counts
from boussole.interop.sheets.model import model_file, offers_file
from boussole.interop.sheets.scope import Scope
from boussole.interop.sheets.undoing import undo
from boussole.territories.models import Territory

MODEL, OFFERS = "modele", "offres"
AGAIN_IN = 3  # seconds before the page of a file at work asks for itself again
PAGE_SIZE = 50
State = ImportedLine.State
TABS = (
    (State.FAULT, "À corriger"),
    (State.CHANGED, "Changées"),
    (State.NEW, "Nouvelles"),
    (State.SAME, "Identiques"),
)


class FileForm(forms.Form):
    """One file. What it really is, is read in it."""

    file = forms.FileField(
        label="Votre tableur",
        help_text="Un fichier XLSX, ODS ou CSV de 5 Mo au plus, fait à partir du modèle.",
        max_length=200,
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide.",
            "max_length": "Le nom de ce fichier est trop long : raccourcissez-le.",
        },
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.ods,.csv"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MOST_BYTES:
            raise forms.ValidationError(TOO_BIG)
        return file

    def start(self, *, territory: Territory | None, by: User, now: datetime) -> ImportRun | None:
        """Take the file; None when it is refused, and the form then says why."""
        file = self.cleaned_data["file"]
        try:
            return runs.start(file.name, file.read(), territory=territory, by=by, now=now)
        except FileRefused as refused:
            self.add_error("file", refused.message)
            return None


def download(scope: Scope, content: str, format: str) -> HttpResponse:
    """The empty model, or every offer, in one of the formats.

    :raises Http404: for anything else
    """
    if format not in FORMATS or content not in (MODEL, OFFERS):
        raise Http404
    data = model_file(scope, format) if content == MODEL else offers_file(scope, format)
    response = HttpResponse(data, content_type=FORMATS[format].content_type)
    response["Content-Disposition"] = f'attachment; filename="boussole-{content}.{format}"'
    return response


@dataclass(frozen=True)
class LinesPage:
    """The lines of one state, fifty at a time."""

    lines: list[ImportedLine]
    tabs: list[tuple[str, str, bool, int]]  # label, address, current, count
    state: str
    previous_url: str
    next_url: str


def lines_page(run: ImportRun, request: HttpRequest, found: dict[str, int]) -> LinesPage:
    """What needs a person first: faults, then changes."""
    first = next((state for state, _ in TABS if found[state]), State.NEW)
    asked = request.GET.get("etat", "")
    state = asked if asked in State.values else str(first)
    after = request.GET.get("apres", "")
    start = int(after) if after.isdecimal() and len(after) < 7 else 0
    rows = run.lines.filter(state=state, number__gt=start).select_related("offer").order_by("number")
    lines = list(rows[: PAGE_SIZE + 1])
    more = len(lines) > PAGE_SIZE
    lines = lines[:PAGE_SIZE]
    return LinesPage(
        lines,
        tabs=[(label, f"?etat={each}", each == state, found[each]) for each, label in TABS if found[each]],
        state=state,
        previous_url=f"?etat={state}" if start else "",
        next_url=f"?etat={state}&apres={lines[-1].number}" if more else "",
    )


def run_context(run: ImportRun, request: HttpRequest, now: datetime) -> dict[str, Any]:
    """What the page of one file shows."""
    found = counts(run)
    wanted = found[State.NEW] + found[State.CHANGED]
    until = run.undo_until
    return {
        "run": run,
        "counts": found,
        "wanted": wanted,
        "import_label": f"Importer {counted(wanted, 'offre')}",
        "page": lines_page(run, request, found),
        "can_act": runs.can_act(request.user, run),  # type: ignore[arg-type]
        "can_undo": run.status == ImportRun.Status.IMPORTED and until is not None and now <= until,
        "kept": run.lines.filter(outcome=ImportedLine.Outcome.KEPT).select_related("offer")[:PAGE_SIZE],
    }


def import_run(request: HttpRequest, run: ImportRun, *, by: User, now: datetime) -> None:
    """The press of « Importer »; the page of the file then says what was done, today and later."""
    try:
        runs.start_import(run, by=by, now=now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)


def undo_run(request: HttpRequest, run: ImportRun, *, by: User, now: datetime) -> None:
    """The press of « Annuler l’import »."""
    try:
        runs.can_act(by, run).require()
        undo(run, by=by, now=now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)


def refreshed(response: HttpResponse, run: ImportRun) -> HttpResponse:
    """The page of a file at work asks for itself again, with or without scripts."""
    if run.is_at_work:
        response["Refresh"] = str(AGAIN_IN)
    return response
