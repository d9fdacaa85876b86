"""The dry run of a long spreadsheet: `python -m bench.spreadsheet` prints seconds and megabytes.

Wanted for 5 000 lines: under 20 s on two cores, under 300 MB. The file is made first, by another process, so that
its memory does not count. The territory is made in a transaction that is rolled back: any database will do.
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from bench.country import start_django

LINES = 5_000


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=LINES)
    parser.add_argument("--format", choices=["xlsx", "ods", "csv"], default="xlsx")
    parser.add_argument("--make", type=Path, help="only write the file there")
    options = parser.parse_args()
    if options.make:
        make(options.make, options.lines, options.format)
        return
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / f"offres.{options.format}"
        command = [sys.executable, "-m", "bench.spreadsheet", "--make", str(file)]
        subprocess.run([*command, "--lines", str(options.lines), "--format", options.format], check=True)
        measure(file)


def make(file: Path, lines: int, format: str) -> None:
    """Five thousand offers as an animator would type them."""
    from boussole.interop.sheets.columns import COLUMNS
    from boussole.interop.sheets.files import Table, written

    rows = (
        {
            "structure": f"Le Phare {number % 50}",
            "commune": "Saint-Étienne (42218)",
            "theme": "Emploi",
            "category": "Préparer tes candidatures",
            "title": f"Écrire ton CV, atelier {number}",
            "summary": "Tu écris ton CV avec une personne qui connaît les entreprises du coin.",
            "description": "On le lit ensemble, phrase par phrase.\n\n- une heure\n- sans rendez-vous\n" * 4,
            "criteria": "Âge : 16 à 25 ; Situation : recherche",
            "promised_days": str(number % 7 + 1),
            "areas": "Saint-Étienne (42218) ; Firminy (42095)",
            "valid_from": "23/11/2026",
            "is_free": "Oui",
            "contact_emails": f"accueil.{number % 50}@example.org",
        }
        for number in range(lines)
    )
    file.write_bytes(written(Table(COLUMNS, rows), format))


def measure(file: Path) -> None:
    start_django()
    from django.db import transaction

    from boussole.accounts.models import User
    from boussole.core.clock import now
    from boussole.interop.sheets import loading
    from boussole.territories.models import Territory

    with transaction.atomic():
        territory, _ = Territory.objects.get_or_create(
            code="banc-d-essai", defaults={"name": "Banc d’essai", "areas": ["departement:42"]}
        )
        user, _ = User.objects.get_or_create(email="banc@example.org")
        run = loading.deposit(file.name, file.read_bytes(), territory=territory, by=user, now=now())
        before = memory()
        begun = time.perf_counter()
        run = loading.check(run, now=now())
        seconds = time.perf_counter() - begun
        print(f"{run.lines.count()} lines, {file.stat().st_size // 1024} kB: {loading.counts(run)}")
        print(f"{seconds:.1f} s, {memory():.0f} MB at most ({before:.0f} MB before)")
        for line in run.lines.filter(state="FAULT")[:3]:
            print(line.number, line.report["faults"])
        transaction.set_rollback(True)


def memory() -> float:
    """The most that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()
