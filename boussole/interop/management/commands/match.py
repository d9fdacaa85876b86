"""`boussole match`: the engine on a folder of files, without database nor server."""

import json
import sys
from argparse import ArgumentParser
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, TextIO

from django.conf import settings
from django.core.management.base import BaseCommand

from boussole.core.clock import now
from boussole.interop.answers import answer
from boussole.interop.bundles import CheckedBundle, open_bundle
from boussole.interop.faults import BundleRefused
from boussole.orientation.situation import UnreadableSituation


class Command(BaseCommand):
    help = (
        "For each situation (JSON Lines), the offers of a bundle open to it, with their reasons (JSON Lines)."
    )
    requires_system_checks = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--bundle", type=Path, required=True, help="the folder of the bundle")
        parser.add_argument("--theme", required=True, help="code of the theme, such as emploi")
        parser.add_argument(
            "--situation", default="-", help="situations, one JSON object a line; - reads stdin"
        )
        parser.add_argument("--date", type=date.fromisoformat, help="the day to match on (today by default)")
        parser.add_argument(
            "--near-misses", action="store_true", help="also the offers one criterion excluded"
        )

    def handle(self, *, bundle: Path, theme: str, situation: str, near_misses: bool, **options: Any) -> None:
        checked = _opened(bundle, theme)
        day = options["date"] or now().date()
        lines = sys.stdin if situation == "-" else _opened_file(situation)
        failed = False
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                found = answer(checked, theme, _entry(line), day, with_near_misses=near_misses)
            except UnreadableSituation as unreadable:
                failed = True
                found = {"error": str(unreadable)}
            self.stdout.write(json.dumps({"line": number, **found}, ensure_ascii=False))
        if failed:
            sys.exit(1)


def _opened(folder: Path, theme: str) -> CheckedBundle:
    if not folder.is_dir():
        sys.exit(f"{folder} is not a folder.")
    try:
        checked = open_bundle(folder, settings.NATIONAL_CONTENT)
    except BundleRefused as refused:
        sys.exit("\n".join(map(str, refused.faults)))
    if theme not in checked.context.definitions:
        known = ", ".join(sorted(checked.context.definitions))
        sys.exit(f"The theme {theme} does not exist. Known: {known}.")
    return checked


def _opened_file(name: str) -> Iterator[str] | TextIO:
    try:
        return Path(name).open(encoding="utf-8")
    except OSError as error:
        sys.exit(f"{name}: {error.strerror}.")


def _entry(line: str) -> dict[str, Any]:
    try:
        entry = json.loads(line)
    except ValueError as error:
        raise UnreadableSituation("Cette ligne n’est pas du JSON.") from error
    if not isinstance(entry, dict):
        raise UnreadableSituation('Une situation est un objet JSON : {"commune": …}.')
    return entry
