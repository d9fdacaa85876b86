"""`boussole export FOLDER`: write a territory, or the national content, as a bundle."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from boussole.interop.exporting import export
from boussole.territories.models import Territory


class Command(BaseCommand):
    help = "Write a territory (or the national content) as a bundle; what was imported comes back identical."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="where to write; must be empty or not exist")
        parser.add_argument("--territory", help="code of the territory; without it, the only one")
        parser.add_argument("--national", action="store_true", help="the national themes and questionnaires")

    def handle(self, *, folder: Path, territory: str | None, national: bool, **options: Any) -> None:
        if folder.exists() and any(folder.iterdir()):
            sys.exit(f"{folder} is not empty: an export never mixes with what is there.")
        chosen = None if national else self._territory(territory)
        count = export(chosen, folder)
        self.stdout.write(f"{count} files written in {folder}.")

    def _territory(self, code: str | None) -> Territory:
        known = {territory.code: territory for territory in Territory.objects.all()}
        if code is None and len(known) == 1:
            return next(iter(known.values()))
        if code not in known:
            sys.exit(
                f"Give one of these territories with --territory: {', '.join(sorted(known)) or 'none yet'}."
            )
        return known[code]
