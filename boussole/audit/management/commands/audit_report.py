"""`boussole audit_report`: who did or saw what, between two moments, for one account or one object."""

import json
from argparse import ArgumentParser
from datetime import UTC, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Count
from django.utils.dateparse import parse_date, parse_datetime

from boussole.audit.models import Entry, EntryQuerySet

HELP = """Print the trace as JSON Lines, oldest first: the list asked for after a data breach
(GDPR articles 33 and 34). Ids and codes only. Moments are in UTC unless they say otherwise."""


class Command(BaseCommand):
    help = HELP

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--actor", metavar="ACCOUNT", help="what this account did: its number or e-mail")
        parser.add_argument(
            "--object", metavar="TYPE:ID", help="what was done to this, as partners.Structure:12"
        )
        parser.add_argument(
            "--since", metavar="WHEN", help="from this moment, included: 2026-11-01 or 2026-11-01T08:30"
        )
        parser.add_argument("--until", metavar="WHEN", help="to this moment, excluded")
        parser.add_argument("--code", metavar="CODE", help="only this code, as contact_request.opened")
        parser.add_argument("--count", action="store_true", help="only how many of each code")

    def handle(self, **options: Any) -> None:
        if not (options["actor"] or options["object"] or options["since"]):
            raise CommandError("Say at least --actor, --object or --since.")
        entries = self._chosen(options)
        if options["count"]:
            self._count(entries)
            return
        for entry in entries.order_by("at", "pk").iterator(chunk_size=2000):
            self.stdout.write(json.dumps(_line(entry), ensure_ascii=False))

    def _chosen(self, options: dict[str, Any]) -> EntryQuerySet:
        entries = Entry.objects.all()
        if options["actor"]:
            entries = entries.filter(actor_kind=Entry.ActorKind.USER, actor_id=_account(options["actor"]))
        if options["object"]:
            kind, colon, number = options["object"].partition(":")
            if not colon:
                raise CommandError("--object: write TYPE:ID, as partners.Structure:12.")
            entries = entries.filter(object_type=kind, object_id=number)
        if options["since"]:
            entries = entries.filter(at__gte=_moment("--since", options["since"]))
        if options["until"]:
            entries = entries.filter(at__lt=_moment("--until", options["until"]))
        if options["code"]:
            entries = entries.filter(code=options["code"])
        return entries

    def _count(self, entries: EntryQuerySet) -> None:

        for row in entries.order_by("code").values("code").annotate(count=Count("pk")):
            self.stdout.write(f"{row['count']:>8} {row['code']}")


def _account(text: str) -> int:
    if text.isdigit():
        return int(text)  # the account may be gone: the trace is not
    found = get_user_model()._default_manager.filter(email__iexact=text).values_list("pk", flat=True).first()
    if found is None:
        raise CommandError("--actor: no account has this e-mail; give its number.")
    return int(found)


def _moment(option: str, text: str) -> datetime:
    try:
        moment = parse_datetime(text)
        day = parse_date(text) if moment is None else None
    except ValueError as error:
        raise CommandError(f"{option}: {text} does not exist.") from error
    if moment is None and day is not None:
        moment = datetime(day.year, day.month, day.day, tzinfo=UTC)
    if moment is None:
        raise CommandError(f"{option}: write 2026-11-01 or 2026-11-01T08:30.")
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _line(entry: Entry) -> dict[str, object]:
    return {
        "at": entry.at.isoformat(),
        "code": entry.code,
        "actor": entry.actor_id if entry.actor_kind == Entry.ActorKind.USER else entry.actor_kind,
        "object": f"{entry.object_type}:{entry.object_id}" if entry.object_type else "",
        **({"facts": entry.facts} if entry.facts else {}),
    }
