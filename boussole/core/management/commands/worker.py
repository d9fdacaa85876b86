"""`boussole worker`: the process that does what pages only asked for."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob


class Command(BaseCommand):
    help = "Do the waiting jobs (messages, nightly work), until a signal."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--concurrency", type=int, default=4, help="jobs at once (4)")
        parser.add_argument("--queues", nargs="+", metavar="QUEUE", help="only these queues (all)")
        parser.add_argument("--once", action="store_true", help="do what waits now, then stop")

    def handle(self, *, concurrency: int, queues: list[str] | None, once: bool, **options: Any) -> None:
        waiting = ProcrastinateJob.objects.filter(status="todo").count()
        self.stdout.write(
            f"Worker ready: {', '.join(queues) if queues else 'every queue'}, "
            f"{concurrency} at once, {waiting} waiting."
        )
        self.stdout.flush()
        with app.replace_connector(app.connector.get_worker_connector()):  # type: ignore[attr-defined]
            app.run_worker(
                queues=queues,
                concurrency=concurrency,
                wait=not once,
                shutdown_graceful_timeout=20,
            )
