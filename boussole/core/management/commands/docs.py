"""`boussole docs`: write docs/reference/ from the code."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boussole.core import reference_pages


class Command(BaseCommand):
    help = "Write the reference pages that come from the code (privacy, schedule, states, trace)."
    requires_system_checks = ()  # it reads the code, never the database

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--check", action="store_true", help="write nothing, fail when a page is out of date"
        )

    def handle(self, *, check: bool, **options: Any) -> None:
        stale = []
        for path, text in reference_pages.written().items():
            if path.exists() and path.read_text() == text:
                continue
            stale.append(path.name)
            if not check:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(text)
        for path in reference_pages.orphans():
            stale.append(path.name)
            if not check:
                path.unlink()
        if stale and check:
            raise CommandError(f"Out of date: {', '.join(stale)}. Run `boussole docs`.")
        self.stdout.write(f"Written: {', '.join(stale)}." if stale else "Every page is up to date.")
