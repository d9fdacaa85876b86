"""`boussole reset_second_factor`: for somebody who lost both the phone and the recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from boussole.accounts import actions
from boussole.accounts.models import User
from boussole.core import clock


class Command(BaseCommand):
    """Takes the second factor off; the next sign-in asks to set one up again."""

    help = (
        "Take the second factor off an account. Only once you know, by voice or face to face, "
        "that the person is who they say: an e-mail proves nothing."
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="address of the account")
        parser.add_argument("--dry-run", action="store_true", help="find the account and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        user = User.objects.active().filter(email=options["email"].strip().lower()).first()
        if user is None:
            raise CommandError("No open account at this address.")
        if options["dry_run"]:
            self.stdout.write("The account exists: nothing was changed (--dry-run).")
            return
        actions.remove_second_factor(user, by=None, now=clock.now())
        self.stdout.write("Done: the next sign-in asks the password, then sets up a new second factor.")
