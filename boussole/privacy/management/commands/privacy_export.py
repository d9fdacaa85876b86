"""`boussole privacy_export`: everything we hold about one person, for whoever answers their request."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boussole.privacy import actions


class Command(BaseCommand):
    help = "Print, as JSON, what we hold about an e-mail address or a phone number (GDPR article 15)."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("contact", help="the e-mail address or the phone number that the person gave us")

    def handle(self, *, contact: str, **options: Any) -> None:
        found = actions.export_about(contact)
        if not found:
            raise CommandError("We hold nothing about this contact.")
        self.stdout.write(json.dumps(found, ensure_ascii=False, indent=2, default=str))
