"""What a fresh database holds: the national questionnaires and the demonstration territory."""

from __future__ import annotations

import io

from django.core.management import call_command
from django.db import connection

from config.embedded_postgres import ROOT


def write() -> None:
    """Migrate, then import: some seconds, and the database is kept as a model for those that follow."""
    call_command("migrate", interactive=False, verbosity=0)
    for folder in ("national", "demo-loire"):
        call_command("import", str(ROOT / "content" / folder), stdout=io.StringIO())
    connection.close()
