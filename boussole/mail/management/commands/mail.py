"""`boussole mail …`: see the messages that do not leave, and send them again once the cause is mended."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from boussole.core import clock
from boussole.core.db import locked
from boussole.core.jobs import enqueue
from boussole.mail import queries, tasks
from boussole.mail.models import OutgoingMessage


class Command(BaseCommand):
    help = "Show the state of messages, or send again those that were given up."

    def add_arguments(self, parser: ArgumentParser) -> None:
        doors = parser.add_subparsers(dest="door", required=True, metavar="{status,retry}")
        doors.add_parser(
            "status", help="how many messages wait, left, or will never arrive; no address is shown"
        )
        retry = doors.add_parser("retry", help="put messages that were given up (DEAD) back in the queue")
        chosen = retry.add_mutually_exclusive_group(required=True)
        chosen.add_argument("--id", help="this message")
        chosen.add_argument("--error", metavar="CODE", help="all those refused with this code, as smtp_535")

    def handle(self, *, door: str, **options: Any) -> None:
        if door == "status":
            self._status()
        else:
            self._retry(options["id"], options["error"])

    def _status(self) -> None:
        now = clock.now()
        for status, count in queries.counts().items():
            self.stdout.write(f"{status:<10} {count}")
        oldest = queries.oldest_waiting()
        waiting = f"oldest waiting since {oldest:%Y-%m-%d %H:%M} UTC" if oldest else "nothing waits"
        beat = queries.last_beat()
        alive = "alive" if queries.worker_is_alive(clock.real_now()) else "NOT SEEN"
        seen = f", last seen {beat:%Y-%m-%d %H:%M:%S} UTC" if beat else ""
        self.stdout.write(f"\nQueue: {waiting}\nWorker: {alive}{seen}")
        for each in queries.trouble(now):
            error = each.error or "no error yet"
            self.stdout.write(f"TROUBLE {each.count:>5} x {each.status} {each.template}: {error}")

    def _retry(self, message_id: str | None, error: str | None) -> None:
        dead = OutgoingMessage.objects.filter(status=OutgoingMessage.Status.DEAD, erased_at__isnull=True)
        dead = dead.filter(pk=message_id) if message_id else dead.filter(last_error=error)
        messages = list(dead)
        if not messages:
            raise CommandError("No such message: only those that are DEAD, and not erased, can leave again.")
        for message in messages:
            with transaction.atomic():
                locked(message).move_to(OutgoingMessage.Status.TODO, at=clock.now())
                enqueue(tasks.deliver, message_id=str(message.pk))
        self.stdout.write(f"{len(messages)} back in the queue.")
