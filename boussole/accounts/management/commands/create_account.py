"""`boussole create_account`: the first account of an installation, and any other before the pages for it."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.core.validators import validate_email
from django.db import transaction

from boussole.accounts import actions
from boussole.accounts.models import Invitation, Mandate
from boussole.core import clock
from boussole.core.moves import MoveRefused
from boussole.territories.models import Territory

EXAMPLE = (
    "Example: boussole create_account --email camille.faure@example.org "
    "--first-name Camille --last-name Faure --role national"
)


class Command(BaseCommand):
    """Prepares the account, gives it a mandate, prints the link that opens it."""

    help = (
        "Prepare an account with a mandate, send its invitation, and print the link that opens it: "
        "it works once, for seven days. " + EXAMPLE
    )

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--email", required=True, help="address with which the person will sign in")
        parser.add_argument("--first-name", required=True, help="first name, as colleagues will read it")
        parser.add_argument("--last-name", required=True, help="last name")
        parser.add_argument(
            "--role",
            required=True,
            type=str.upper,
            choices=Mandate.Role.values,
            metavar="{" + ",".join(role.lower() for role in Mandate.Role.values) + "}",
            help="what the person may do",
        )
        parser.add_argument("--territory", metavar="CODE", help="for an animator or an observer")
        parser.add_argument("--region", default="", metavar="CODE", help="official code, for a regional lead")
        parser.add_argument("--dry-run", action="store_true", help="check everything and change nothing")

    def handle(self, *args: Any, **options: Any) -> None:
        email = options["email"].strip().lower()
        try:
            validate_email(email)
            with transaction.atomic():
                invitation = self._prepare(email, options)
                if options["dry_run"]:
                    transaction.set_rollback(True)
        except MoveRefused as refusal:
            raise CommandError(refusal.message) from refusal
        except ValidationError as refusal:
            raise CommandError(" ".join(refusal.messages)) from refusal
        if options["dry_run"]:
            self.stdout.write("All is well: nothing was changed (--dry-run).")
            return
        self.stdout.write(f"The account is ready. This link opens it, once, until {invitation.expires_at}:")
        self.stdout.write(invitation.link)

    def _prepare(self, email: str, options: dict[str, Any]) -> Invitation:
        now = clock.now()
        user = actions.prepare_account(
            email, first_name=options["first_name"], last_name=options["last_name"], by=None, now=now
        )
        actions.give_mandate(
            user,
            role=Mandate.Role(options["role"]),
            territory=self._territory(options["territory"]),
            region=options["region"],
            by=None,
            now=now,
        )
        return actions.invite(user, by=None, now=now)

    def _territory(self, code: str | None) -> Territory | None:
        if code is None:
            return None
        known = {territory.code: territory for territory in Territory.objects.all()}
        if code not in known:
            raise CommandError(f"No territory {code!r}. Known: {', '.join(sorted(known)) or 'none yet'}.")
        return known[code]
