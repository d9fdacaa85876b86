"""`boussole demo_year`: the year of life of the demonstration territory."""

import time
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boussole.core.clock import now
from boussole.demo import generating
from boussole.demo.accounts import NotADemo, open_accounts


class Command(BaseCommand):
    help = "Write a year of searches and requests for the demonstration territory, up to now. Once."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--seed", type=int, default=42, help="another number gives another year (42)")
        parser.add_argument("--requests", type=int, default=440, help="how many, about (440)")
        parser.add_argument("--dry-run", action="store_true", help="say what would be written, then stop")

    def handle(self, *, seed: int, requests: int, dry_run: bool, verbosity: int, **options: Any) -> None:
        say = self._say if verbosity > 0 else _quietly
        began = time.monotonic()
        try:
            if dry_run:
                say(generating.intention(requests, now=now()))
                return
            opened = open_accounts()
            told = generating.write_year(seed=seed, requests=requests, now=now(), say=say)
        except (NotADemo, generating.NoTerritory) as refusal:
            raise CommandError(str(refusal)) from refusal
        if opened:
            say(f"{opened} accounts opened.")
        if told is None:
            say("The year is already there: nothing changed.")
            return
        say(
            f"{told.searches} searches ({told.unmet} without result), {told.filings} filings, "
            f"{told.requests} requests, in {time.monotonic() - began:.0f} s."
        )

    def _say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()


def _quietly(line: str) -> None:
    """For `boussole demo`, which tells its own steps."""
