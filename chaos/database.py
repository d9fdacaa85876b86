"""PostgreSQL as a child of the harness.

A postmaster that is killed stays a zombie until its parent has seen it die, and blocks its own restart
until then: the parent must be here. Its options are those of the product's own embedded server.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import signal
import subprocess
import time
from pathlib import Path

import psycopg

from chaos.processes import children_of
from config.embedded_postgres import ROOT, SERVER_OPTIONS, Server
from config.postgres_programs import NoPostgres, binaries, identity

START_TIMEOUT = 40  # seconds; after a kill -9 the first starts fail until the orphans have left
# Where what a fresh database holds comes from: another content gives it another name.
MADE_OF = ("boussole/*/migrations/*.py", "content/**/*.yaml", "chaos/territory.py")


class Database:
    """One server, which holds a prepared database and the copy of it that this run uses."""

    def __init__(self, data: Path) -> None:
        self.server = Server(data)
        self.options = SERVER_OPTIONS | {"unix_socket_directories": str(self.server.sockets)}
        self.more_options: dict[str, str] = {}
        self.process: subprocess.Popen[bytes] | None = None

    def url(self, database: str) -> str:
        return self.server.url(database)

    # --- The server ---------------------------------------------------------------------------------
    def create(self) -> None:
        """Make the files of the server, the first time."""
        if not (self.server.cluster / "PG_VERSION").exists():
            self.server.start().leave()
            self.server.wait_for_guard()
        self._end_what_was_left()

    def start(self) -> None:
        """Start, again and again until it answers.

        :raises NoPostgres: when it never does; the log says why
        """
        give_up_at = time.monotonic() + START_TIMEOUT
        while not self.answers():
            if self.process is None or self.process.poll() is not None:
                self.process = self._launch()
            if time.monotonic() > give_up_at:
                raise NoPostgres(f"PostgreSQL did not start in {START_TIMEOUT} s: read {self._log}.")
            time.sleep(0.1)

    def kill(self) -> None:
        """kill -9 of the first process: the others notice and leave within a second or two."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def crash(self) -> None:
        """kill -9 of all its processes at once, as when a machine stops."""
        assert self.process is not None
        everybody = [self.process.pid, *children_of(self.process.pid)]
        for pid in everybody:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait()

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # « fast »: does not wait for its clients
            self.process.wait(timeout=20)
        self.process = None

    def restart_with(self, more: dict[str, str]) -> None:
        """Stop, and start with other options than those of the product."""
        self.stop()
        self.more_options = more
        self.start()

    def answers(self) -> bool:
        try:
            psycopg.connect(self.url("postgres"), connect_timeout=2).close()
        except psycopg.OperationalError:
            return False
        return True

    # --- The databases in it ------------------------------------------------------------------------
    @staticmethod
    def prepared_name() -> str:
        """Named after all that it is made of: what has changed is prepared again."""
        digest = hashlib.sha256()
        for pattern in MADE_OF:
            for path in sorted(ROOT.glob(pattern)):
                digest.update(path.read_bytes())
        return f"prepared_{digest.hexdigest()[:10]}"

    def exists(self, database: str) -> bool:
        query = "select 1 from pg_database where datname = %s"
        return bool(self._execute(query, [database]).fetchone())

    def keep_as_model(self, database: str) -> None:
        """This one is the model from now on; those made of something else are of no use any more."""
        query = "select datname from pg_database where datname like 'prepared\\_%'"
        for (old,) in self._execute(query).fetchall():
            self.drop(old)
        self._execute(f"alter database {database} rename to {self.prepared_name()}")

    def copy(self, model: str, copied: str) -> None:
        """A database of its own, from the prepared one, whatever was there under this name."""
        self.drop(copied)
        self._execute(f"create database {copied} template {model}")

    def drop(self, database: str) -> None:
        self._execute(f"drop database if exists {database} with (force)")

    def _execute(self, query: str, values: list[str] | None = None) -> psycopg.Cursor:
        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            return connection.execute(query, values)  # type: ignore[call-overload]

    # --- Small steps --------------------------------------------------------------------------------
    @property
    def _log(self) -> Path:
        return self.server.data / "postgresql.log"

    def _launch(self) -> subprocess.Popen[bytes]:
        settings = self.options | self.more_options
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        program = [*identity().prefix, str(binaries() / "postgres"), "-D", str(self.server.cluster)]
        with self._log.open("ab") as log:
            return subprocess.Popen(
                [*program, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                umask=0o077,
            )

    def _end_what_was_left(self) -> None:
        """A harness that was itself killed leaves its server running."""
        with contextlib.suppress(FileNotFoundError, ProcessLookupError, IndexError, ValueError):
            pid = int((self.server.cluster / "postmaster.pid").read_text().split()[0])
            os.kill(pid, signal.SIGQUIT)
            for _ in range(50):
                os.kill(pid, 0)
                time.sleep(0.1)
