"""`boussole privacy_retention`: forget what is over, now; the worker does it every night."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boussole.core import clock
from boussole.privacy import actions


class Command(BaseCommand):
    help = "Erase, anonymise or delete the personal data whose time is over."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="only say how many rows are concerned")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        try:
            done = actions.apply_retention(clock.now(), dry_run=dry_run)
        except actions.RetentionFailed as failure:
            raise CommandError(str(failure)) from failure
        for each in done:
            self.stdout.write(f"{each.count:>8} {each.rule.code}: {each.rule.in_words()}, {each.rule.then}")
