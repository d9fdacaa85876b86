"""What a fresh database holds: the national questionnaires and the demonstration territory."""

from __future__ import annotations

import io
from datetime import timedelta

from django.core.management import call_command
from django.db import connection

from boussole.accounts.models import Mandate
from boussole.core import clock
from boussole.partners.models import Referent
from config.embedded_postgres import ROOT


def write() -> None:
    """Migrate, then import: some seconds, and the database is kept as a model for those that follow."""
    call_command("migrate", interactive=False, verbosity=0)
    for folder in ("national", "demo-loire"):
        call_command("import", str(ROOT / "content" / folder), stdout=io.StringIO())
    # People were there before the oldest request that a run files: an import gives mandates from today.
    long_ago = clock.now().date() - timedelta(days=60)
    Referent.objects.update(starts_on=long_ago)
    Mandate.objects.update(starts_on=long_ago)
    connection.close()
