"""`boussole load_offers FILE`: a spreadsheet of offers from the command line."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from boussole.accounts.models import User
from boussole.core.clock import now
from boussole.core.moves import MoveRefused
from boussole.interop.models import ImportedLine, ImportRun
from boussole.interop.sheets import loading
from boussole.interop.sheets.faults import FileRefused
from boussole.interop.sheets.files import MOST_BYTES
from boussole.interop.sheets.planning import understood
from boussole.interop.sheets.rows import sheet_in
from boussole.interop.sheets.scope import Scope, scope_of_person, scope_of_territory
from boussole.territories.models import Territory

State = ImportedLine.State
EVERY = 50  # lines


class Command(BaseCommand):
    help = (
        "Check a spreadsheet of offers (XLSX, ODS, CSV) line by line, then import it as drafts: "
        "all of its good lines or nothing."
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, help="the spreadsheet, made from the model of the site")
        parser.add_argument(
            "--by", required=True, help="e-mail of the professional in whose name drafts are made"
        )
        parser.add_argument("--territory", help="code of the territory; without it, the structures of --by")
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")

    def handle(self, *, file: Path, by: str, territory: str | None, dry_run: bool, **options: Any) -> None:
        user = User.objects.filter(email__iexact=by).first() or sys.exit(f"Nobody has the e-mail {by}.")
        chosen = Territory.objects.filter(code=territory).first() if territory else None
        if territory and chosen is None:
            sys.exit(f"There is no territory {territory}.")
        if not file.is_file():
            sys.exit(f"{file} is not a file.")
        if file.stat().st_size > MOST_BYTES:
            sys.exit(f"{file} is bigger than {MOST_BYTES} bytes.")
        data, moment = file.read_bytes(), now()
        try:
            if dry_run:
                scope = (
                    scope_of_territory(chosen, user, moment.date())
                    if chosen
                    else scope_of_person(user, moment.date())
                )
                sys.exit(self._dry_run(data, scope))
            run = loading.check(
                loading.deposit(file.name, data, territory=chosen, by=user, now=moment), now=moment
            )
            self._import(run)
        except (FileRefused, MoveRefused) as refused:
            sys.exit(refused.message)

    def _dry_run(self, data: bytes, scope: Scope) -> int:
        """Print what the file would do; 1 when a line has a fault."""
        rows = list(sheet_in(data).lines)
        counts = dict.fromkeys(State.values, 0)
        for done, line in enumerate(understood(rows, scope), start=1):
            counts[line.state] += 1
            for heading, message in line.faults:
                self.stdout.write(f"Ligne {line.number}, colonne « {heading} » : {message}")
            self._progress(done, len(rows))
        self.stdout.write(_summary(counts) + " Nothing written.")
        return 1 if counts[State.FAULT] else 0

    def _import(self, run: ImportRun) -> None:
        if run.status == ImportRun.Status.REFUSED:
            sys.exit(run.refusal)
        for row in run.lines.filter(state=State.FAULT):
            for heading, message in row.report["faults"]:
                self.stdout.write(f"Ligne {row.number}, colonne « {heading} » : {message}")
        counts = loading.counts(run)
        run = loading.begin_import(run)
        run = loading.import_offers(run, now=now(), tell=lambda done: self._progress(done, run.total))
        self.stdout.write(f"{_summary(counts)} {run.done} drafts made.")

    def _progress(self, done: int, total: int) -> None:
        """A bar on the terminal; nothing in a file or a pipe."""
        if self.stderr.isatty() and (done % EVERY == 0 or done == total):
            filled = round(30 * done / total)
            ending = "\n" if done == total else "\r"
            self.stderr.write(f"[{'#' * filled}{' ' * (30 - filled)}] {done}/{total}", ending=ending)
            self.stderr.flush()


def _summary(counts: dict[str, int]) -> str:
    words = {State.NEW: "new", State.CHANGED: "changed", State.SAME: "the same", State.FAULT: "with faults"}
    return ", ".join(f"{counts[state]} {word}" for state, word in words.items()) + "."
