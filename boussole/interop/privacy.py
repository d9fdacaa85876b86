"""A bundle's name says nothing of anybody; a spreadsheet of offers names who loaded it, and who follows offers."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from boussole.interop.models import ImportedLine, ImportRun, SourceFilePart, SourceLoad
from boussole.privacy.registry import (
    Then,
    applies,
    declare,
    declare_impersonal,
    not_personal,
    personal,
    rule,
)

# Long enough to mend a file and load it again. What remains says which lines made which offers.
FILE = rule("interop.file", since="le dépôt du fichier", then=Then.ERASE, days=30)
LOADER = rule("interop.by", since="tant que le compte existe", then=Then.DELETE)

declare_impersonal("interop.ImportedBundle", because="le nom d’un lot de fichiers")
declare(
    "interop.ImportRun",
    personal("by", purpose="Savoir qui a chargé des offres", rule=LOADER),
    personal("file", "name", purpose="Lire le fichier déposé", rule=FILE),
    not_personal(
        "id", "public_id", "status", "territory", "refusal", "remarks", "created_at", "imported_at", "done",
        "total",
    ),
)  # fmt: skip
declare(
    "interop.ImportedLine",
    personal("cells", "report", "traces", purpose="Montrer ce que dit le fichier, et l’annuler", rule=FILE),
    not_personal("id", "run", "number", "state", "title", "key", "outcome", "offer", "version", "structure"),
)


@applies(FILE)
def forget_files(now: datetime, dry_run: bool) -> int:
    """Empty what the old files said; the offers that they made remain, and so does the fact."""
    before = FILE.before(now)
    runs = ImportRun.objects.filter(created_at__lt=before).exclude(Q(file__isnull=True) & Q(name=""))
    lines = ImportedLine.objects.filter(run__created_at__lt=before).exclude(cells={}, report={}, traces={})
    if dry_run:
        return runs.count() + lines.count()
    return runs.update(file=None, name="") + lines.update(cells={}, report={}, traces={})


# --- data.inclusion -----------------------------------------------------------------------------------
# The public file names people to ask for: it is forgotten as soon as it is read, and those names with it. What is kept
# of it (`data_inclusion/records.py`) has no name of a person, no address and no mobile number of one.
SOURCE_FILE = rule("interop.source_file", since="le dépôt du fichier", then=Then.DELETE, days=7)

declare(
    "interop.SourceLoad",
    personal("by", purpose="Savoir qui a chargé des structures", rule=LOADER),
    personal("extract", purpose="Vérifier avant d’importer", rule=SOURCE_FILE),
    not_personal(
        "id",
        "public_id",
        "status",
        "territory",
        "departement",
        "created_at",
        "loaded_at",
        "refusal",
        "percent",
        "choice",
        "report",
    ),
)
declare(
    "interop.SourceFilePart",
    personal("content", purpose="Lire le fichier public déposé", rule=SOURCE_FILE),
    not_personal("id", "load", "what", "number"),
)
declare_impersonal(
    "interop.SourceRecord", because="ce qu’un fichier public dit d’un organisme et de ses services"
)


@applies(SOURCE_FILE)
def forget_source_files(now: datetime, dry_run: bool) -> int:
    """Files that nobody could read, and extracts that nobody imported."""
    before = SOURCE_FILE.before(now)
    parts = SourceFilePart.objects.filter(load__created_at__lt=before)
    loads = SourceLoad.objects.filter(created_at__lt=before, extract__isnull=False)
    if dry_run:
        return parts.count() + loads.count()
    return parts.delete()[0] + loads.update(extract=None)
