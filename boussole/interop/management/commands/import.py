"""`boussole import FOLDER`: check a bundle completely, then load it."""

import sys
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from boussole.core.clock import now
from boussole.core.typography import counted
from boussole.interop.bundles import CheckedBundle, open_bundle
from boussole.interop.faults import BundleRefused
from boussole.interop.loading import Kept, Loaded, load, would_keep
from boussole.interop.starting import NothingToStartFrom, started_as
from boussole.territories.models import Territory


class Command(BaseCommand):
    help = "Check a bundle completely (file, line, what to mend), then load it: all of it or nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path, help="the folder of the bundle (docs/reference/bundle.md)")
        parser.add_argument(
            "--as",
            dest="start",
            metavar="TERRITORY",
            help="have this territory, which exists, start from the bundle: its themes, words, questionnaires, "
            "writing rules and templates; nobody, no structure, no offer",
        )
        parser.add_argument(
            "--with-offers",
            action="store_true",
            help="with --as: its structures too, as prospects, and their offers, as drafts",
        )
        parser.add_argument("--dry-run", action="store_true", help="check only, write nothing")

    def handle(self, *, folder: Path, dry_run: bool, start: str | None, **options: Any) -> None:
        if not folder.is_dir():
            sys.exit(f"{folder} is not a folder.")
        try:
            bundle = open_bundle(folder, settings.NATIONAL_CONTENT)
            if start:
                bundle = _started_as(bundle, start, with_offers=options["with_offers"])
            if dry_run:
                held = f"{len(bundle.source.structures)} structures, {len(bundle.source.offers)} offers"
                self.stdout.write(f"{folder}: no fault ({held}). Nothing written.")
                self._tell_kept(would_keep(bundle))
                return
            self.stdout.write(f"{folder}:")
            loaded = load(bundle, now=now(), progress=lambda line: self.stdout.write(f"  {line}"))
        except BundleRefused as refused:
            for fault in refused.faults:
                self.stderr.write(str(fault))
            sys.exit(f"{counted(len(refused.faults), 'fault')} in {folder}: nothing was imported.")
        self.stdout.write(_report(loaded))
        self._tell_kept(loaded.kept)

    def _tell_kept(self, kept: list[Kept]) -> None:
        """What people wrote here stays: whoever holds the file reads how it differs."""
        if kept:
            self.stdout.write("  written here since, left as it is:")
        for each in kept:
            self.stdout.write(f"    {each.structure}, {each.part}: {each.here!r} (file: {each.in_file!r})")


def _started_as(bundle: CheckedBundle, code: str, *, with_offers: bool) -> CheckedBundle:
    territory = Territory.objects.filter(code=code).first()
    if territory is None:
        sys.exit(f"There is no territory {code}: prepare it first (Animation, Territoires).")
    try:
        return started_as(bundle, territory, now().date(), with_offers=with_offers)
    except NothingToStartFrom:
        sys.exit("This bundle opens no territory: there is nothing to start from.")


def _report(loaded: Loaded) -> str:
    if loaded.is_empty:
        return "  already up to date: nothing changed."
    lines = [f"  {count} × {kind} created" for kind, count in loaded.created.items()]
    lines += [f"  {count} × {kind} changed" for kind, count in loaded.changed.items()]
    return "\n".join(lines)
