"""`boussole invariants`: what should not be true of any open request, and is."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boussole.contact_requests.queries.invariants import CHECKS, findings
from boussole.core import clock


class Command(BaseCommand):
    help = "Check that every open request has somebody, its messages, its date and its escalation."

    def handle(self, **options: Any) -> None:
        found = findings(clock.now())
        for each in found:
            examples = ", ".join(str(pk) for pk in each.examples)
            self.stdout.write(f"{each.code:<24}{each.count:>6}   {each.said} (contact requests {examples})")
        if found:
            raise CommandError(f"{len(found)} of {len(CHECKS)} invariants are broken.")
        self.stdout.write(f"{len(CHECKS)} invariants hold.")
