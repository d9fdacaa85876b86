"""`boussole demo`: everything that `make demo` starts, under one command."""

import fcntl
import io
import json
import socket
import sys
import time
import urllib.error
import urllib.request
from argparse import ArgumentParser
from typing import IO, Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connection, connections

from boussole.core.supervisor import Child, Supervisor
from boussole.demo.accounts import DEMO_PASSWORD
from boussole.demo.loading import steps_to_load
from boussole.demo.personas import PERSONAS

READY_TIMEOUT = 120  # seconds, on a slow machine
HOST = "127.0.0.1"  # the demo signs anybody in as anybody: it is for this machine alone


class Command(BaseCommand):
    help = "Start the whole product on this machine, with a demonstration territory. Ctrl-C stops it."
    requires_system_checks: list[str] = []  # its children make them; here they would only delay

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--dry-run", action="store_true", help="say what would be started, then stop")

    def handle(self, *, dry_run: bool, **options: Any) -> None:
        if dry_run:
            self.say(f"Would prepare the database of {settings.DATA_DIR}, load the demonstration if it is")
            self.say(
                f"not there, then start the web server on http://localhost:{settings.PORT} and the worker."
            )
            return
        alone = self._refuse_a_second_one()
        self._refuse_a_taken_port()
        self._prepare()
        connections.close_all()
        self.say("Starting the web server and the worker…")
        supervisor = Supervisor(
            [
                Child("The web server", self._boussole("serve", f"--host={HOST}", f"--port={settings.PORT}")),
                Child("The worker", self._boussole("worker")),
            ],
            say=self.say,
        )
        code = supervisor.run(meanwhile=self._welcome_when_ready)
        alone.close()
        self.say(
            "The demo has stopped; its data stay (make reset removes them)." if code == 0 else "Stopped."
        )
        sys.exit(code)

    def say(self, line: str) -> None:
        self.stdout.write(line)
        self.stdout.flush()

    # --- Before anything is started -------------------------------------------------------------------
    def _refuse_a_second_one(self) -> IO[str]:
        """A lock that ends with us; closing it by hand is a courtesy."""
        lock = (settings.DATA_DIR / "demo.lock").open("a")
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as taken:
            raise CommandError(
                f"A demo already runs on {settings.DATA_DIR}. For a second one beside it: "
                f"make demo PORT={settings.PORT + 1} BOUSSOLE_DATA=.data-{settings.PORT + 1}"
            ) from taken
        return lock

    def _refuse_a_taken_port(self) -> None:
        with socket.socket() as trial:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                trial.bind((HOST, settings.PORT))
            except OSError as taken:
                raise CommandError(
                    f"Port {settings.PORT} is taken by another program. "
                    f"Choose another one: make demo PORT={settings.PORT + 1}"
                ) from taken

    def _prepare(self) -> None:
        connection.ensure_connection()
        version = connection.pg_version // 10_000  # type: ignore[attr-defined]
        self._step(f"Database: PostgreSQL {version}, in {settings.DATA_DIR}")
        self._step("Tables and static files")
        call_command("prepare", stdout=io.StringIO())
        for step in steps_to_load(settings.BASE_DIR / "content"):
            self._step(step)

    def _step(self, what: str) -> None:
        self.say(f"  {what}")

    @staticmethod
    def _boussole(*arguments: str) -> list[str]:
        return [sys.executable, "-m", "config.cli", *arguments]

    # --- Once it runs -----------------------------------------------------------------------------------
    def _welcome_when_ready(self) -> None:
        give_up_at = time.monotonic() + READY_TIMEOUT
        while not (state := self._ask_ready())["ready"]:
            if time.monotonic() > give_up_at:
                self.say(f"Not ready after {READY_TIMEOUT} s: {json.dumps(state)}. The lines above say why.")
                return
            time.sleep(0.3)
        self.say(self._welcome())

    @staticmethod
    def _ask_ready() -> dict[str, Any]:
        try:
            with urllib.request.urlopen(f"http://{HOST}:{settings.PORT}/ready/", timeout=5) as answer:
                return dict(json.load(answer))
        except urllib.error.HTTPError as refusal:
            return dict(json.load(refusal))
        except OSError:
            return {"ready": False, "web": "starting"}

    @staticmethod
    def _welcome() -> str:
        here = settings.PUBLIC_ORIGIN
        professionals = [persona for persona in PERSONAS if persona.email]
        return "\n".join(
            [
                "",
                "La Boussole is ready.",
                f"  {here}/            the site for young people: try « Saint-Étienne », then « Emploi »",
                f"  {here}/extranet/   the side of professionals",
                f"  {here}/demo/       who is who (one press signs in), the mails and SMS, the clock",
                f"  Accounts, all with the password {DEMO_PASSWORD} and no second factor here:",
                *(f"    {persona.email:<32} {persona.who}" for persona in professionals),
                "Ctrl-C stops everything; the data stay for next time.",
                "",
            ]
        )
