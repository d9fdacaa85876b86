"""`boussole prepare`: everything a new version needs before it serves."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


class Command(BaseCommand):
    help = "Bring the database and the static files to this version. Run it at each upgrade."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be done, change nothing")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
        for migration, _ in waiting:
            self.stdout.write(f"{'would apply' if dry_run else 'applying'} {migration}")
        if dry_run:
            self.stdout.write(f"{len(waiting)} migrations would be applied; static files would be collected.")
            return
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        self.stdout.write(f"{len(waiting)} migrations applied, static files collected.")
