"""A bundle's name says nothing of anybody; a spreadsheet of offers names who loaded it, and who follows offers."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q

from boussole.interop.models import ImportedLine, ImportRun
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
        "id", "public_id", "status", "territory", "refusal", "created_at", "imported_at", "done", "total"
    ),
)
declare(
    "interop.ImportedLine",
    personal("cells", "report", "traces", purpose="Montrer ce que dit le fichier, et l’annuler", rule=FILE),
    not_personal(
        "id", "run", "number", "state", "title", "key", "outcome", "offer", "version", "structure"
    ),
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
