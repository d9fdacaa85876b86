"""The PostgreSQL that `make demo` and `make test` start by themselves, under a folder of data.

Every process that needs it holds a shared lock on one file, and the last one to leave stops the server.
A process that is killed loses its lock with its life: a guard, started with the server, then stops it.
Nothing has to be cleaned up by hand, and nothing is left running.
"""

import atexit
import contextlib
import fcntl
import hashlib
import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO
from urllib.parse import quote

from config.postgres_programs import NoPostgres, binaries, identity, major_version

ROOT = Path(__file__).resolve().parent.parent
WATCH_EVERY = 0.5  # seconds
START_TIMEOUT = 40  # seconds; after a kill -9 the first starts fail until the orphans have left
LONGEST_SOCKET_FOLDER = 107 - len("/.s.PGSQL.5432")  # the kernel's limit on the path of a socket

# Personal data must not reach the server's own log (guarantees.md, fact 2); durability is stated
# rather than trusted to defaults, and `boussole check --deploy` reads it back.
SERVER_OPTIONS = {
    "listen_addresses": "",
    "max_connections": "200",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "shared_buffers": "128MB",
}


def socket_folder(data: Path) -> Path:
    """Inside the data when the path is short enough for a socket, else a private folder named after it."""
    inside = data / "sockets"
    if len(os.fsencode(inside)) <= LONGEST_SOCKET_FOLDER:
        return inside
    key = hashlib.sha256(f"{os.getuid()}:{data}".encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"boussole-pg-{key}"


@dataclass
class Server:
    """One embedded PostgreSQL, whose files live in `data`."""

    data: Path
    _lock: IO[str] | None = field(default=None, repr=False)

    @property
    def cluster(self) -> Path:
        return self.data / "postgresql"

    @property
    def sockets(self) -> Path:
        return socket_folder(self.data)

    def url(self, database: str = "boussole") -> str:
        return f"postgresql://boussole@/{database}?host={quote(str(self.sockets))}"

    # --- Living with it -----------------------------------------------------------------------------
    def start(self) -> "Server":
        """Start the server if nobody has, create the database if missing, and keep both for our life.

        :raises NoPostgres: when it does not answer in time; the message names the log to read
        """
        try:
            self.data.mkdir(mode=0o700, parents=True, exist_ok=True)
            with self._one_at_a_time():
                self._lock = self._open("users.lock")
                fcntl.flock(self._lock, fcntl.LOCK_SH)
                try:
                    self._prepare_and_start()
                except BaseException:
                    self._let_go()
                    raise
        except PermissionError as refusal:
            raise NoPostgres(
                f"{refusal.filename} belongs to another user: "
                "set BOUSSOLE_DATA to a folder of yours, or give this one back with chown."
            ) from refusal
        atexit.register(self.leave)
        return self

    def leave(self) -> None:
        """Let go of the server; the last one to leave stops it cleanly."""
        if self._lock is None:
            return
        self._let_go()
        if not self.cluster.exists():
            return
        with self._one_at_a_time():
            if not self._is_locked("users.lock", patience=3):
                self._stop()

    def guard(self) -> None:
        """Watch over the server while somebody uses it; when nobody does any more, stop it and end.

        Runs in its own process, one for each server: users may be killed, and so may the server.
        """
        with self._open("guard.lock") as alone:
            try:
                fcntl.flock(alone, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                return  # there is one already
            while not self._is_over():
                if not self._is_alive():
                    with self._one_at_a_time(), contextlib.suppress(NoPostgres):  # the log says why
                        self._start_and_wait()
                time.sleep(WATCH_EVERY)

    def _is_over(self) -> bool:
        if self._is_locked("users.lock"):
            return False
        # Somebody may come in between: decide again, with the door closed.
        with self._one_at_a_time():
            if self._is_locked("users.lock"):
                return False
            self._stop()
            return True

    def _is_alive(self) -> bool:
        try:
            os.kill(int((self.cluster / "postmaster.pid").read_text().split()[0]), 0)
        except PermissionError:
            return True  # another user's, as when root runs it as nobody
        except (FileNotFoundError, ProcessLookupError, IndexError):
            return False
        return True

    def is_used(self) -> bool:
        """Whether any process holds the server now."""
        return (self.data / "postgresql.users.lock").exists() and self._is_locked("users.lock")

    def wait_for_guard(self) -> None:
        """Return once the guard has left, which it does in a second after the last user: the folder is free."""
        give_up_at = time.monotonic() + 20 * WATCH_EVERY
        while (self.data / "postgresql.guard.lock").exists() and self._is_locked("guard.lock"):
            if time.monotonic() > give_up_at:
                return
            time.sleep(0.05)

    # --- Steps, in their order ------------------------------------------------------------------------
    def _prepare_and_start(self) -> None:
        self._make_socket_folder()
        if not (self.cluster / "PG_VERSION").exists():
            self._create_cluster()
        self._refuse_other_version()
        self._give_cluster_to_its_runner()
        self._start_and_wait()
        self._create_database()
        self._post_guard()

    def _make_socket_folder(self) -> None:
        self.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        found = self.sockets.stat()
        # In the shared temporary folder, somebody could have made it first and listen there.
        if found.st_uid != os.getuid() or found.st_mode & 0o077:
            raise NoPostgres(f"{self.sockets} must be yours and closed to others: remove it.")

    def _create_cluster(self) -> None:
        # Made aside, then renamed: a first run that was killed half-way leaves nothing to trip on.
        made = self.data / "postgresql.new"
        shutil.rmtree(made, ignore_errors=True)
        arguments = ["-D", str(made), "-U", "boussole", "-A", "trust", "-E", "UTF8", "--data-checksums"]
        if major_version(binaries()) >= 17:
            arguments += ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        else:
            arguments += ["--locale=C.UTF-8"]
        if not self._run("initdb", *arguments):
            raise NoPostgres(f"initdb failed: read {self.data / 'postgresql.setup.log'}.")
        made.rename(self.cluster)

    def _refuse_other_version(self) -> None:
        made_by, runs = int((self.cluster / "PG_VERSION").read_text()), major_version(binaries())
        if made_by != runs:
            raise NoPostgres(
                f"{self.cluster} was made by PostgreSQL {made_by} and this one is {runs}: "
                "set PG_BINDIR to the former, or `make reset` to start again from nothing."
            )

    def _give_cluster_to_its_runner(self) -> None:
        """PostgreSQL wants to own its files; root may run it under one identity today, another tomorrow."""
        if os.geteuid() != 0 or self.cluster.stat().st_uid == identity().uid:
            return
        for folder, _, names in os.walk(self.cluster):
            for path in (folder, *(os.path.join(folder, name) for name in names)):
                os.chown(path, identity().uid, -1, follow_symlinks=False)

    def _start_and_wait(self) -> None:
        settings = SERVER_OPTIONS | {"unix_socket_directories": str(self.sockets)}
        options = " ".join(f"-c {name}={shlex.quote(value)}" for name, value in settings.items())
        log = str(self.data / "postgresql.log")
        give_up_at = time.monotonic() + START_TIMEOUT
        while not self._answers():
            if time.monotonic() > give_up_at:
                raise NoPostgres(f"PostgreSQL did not start in {START_TIMEOUT} s: read {log}.")
            self._run("pg_ctl", "-D", str(self.cluster), "-w", "-t", "20", "-l", log, "-o", options, "start")
            time.sleep(0.1)

    def _create_database(self) -> None:
        import psycopg

        with psycopg.connect(self.url("postgres"), autocommit=True) as connection:
            if not connection.execute("select 1 from pg_database where datname = 'boussole'").fetchone():
                connection.execute("create database boussole")

    def _post_guard(self) -> None:
        """Start the guard; if there is one already, the new one sees it and leaves."""
        if self._is_locked("guard.lock"):
            return
        with self._open("setup.log") as log:
            subprocess.Popen(
                [sys.executable, "-m", "config.embedded_postgres", str(self.data)],
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,  # a Ctrl-C is not for it
            )

    # --- Small tools ----------------------------------------------------------------------------------
    def _answers(self) -> bool:
        import psycopg

        try:
            psycopg.connect(self.url("postgres"), connect_timeout=5).close()
        except psycopg.OperationalError:
            return False
        return True

    def _stop(self) -> None:
        if (self.cluster / "postmaster.pid").exists():
            self._run("pg_ctl", "-D", str(self.cluster), "-w", "-m", "fast", "stop")

    def _run(self, program: str, *arguments: str) -> bool:
        """Run one of PostgreSQL's programs; true if it succeeded. What it says goes to the setup log.

        Never to a pipe: pg_ctl leaves its server holding our end of it.
        """
        command = [*identity().prefix, str(binaries() / program), *arguments]
        with self._open("setup.log") as log:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, umask=0o077
            )
        return done.returncode == 0

    def _open(self, name: str) -> IO[str]:
        return (self.data / f"postgresql.{name}").open("a")

    @contextlib.contextmanager
    def _one_at_a_time(self) -> Iterator[None]:
        """Starting and stopping exclude each other, between processes."""
        with self._open("start.lock") as door:
            fcntl.flock(door, fcntl.LOCK_EX)
            yield

    def _is_locked(self, name: str, patience: int = 0) -> bool:
        """Whether a process holds this lock. Patience outlasts the guard, which holds it for an instant."""
        with self._open(name) as file:
            for attempt in range(patience + 1):
                try:
                    fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                except OSError:
                    time.sleep(0.01 if attempt < patience else 0)
                else:
                    return False
        return True

    def _let_go(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def ensure_started() -> None:
    """Start the embedded server, unless DATABASE_URL names another one."""
    if not os.environ.get("DATABASE_URL"):
        Server(data_folder()).start()


def data_folder() -> Path:
    """Where the database and the stored files live: BOUSSOLE_DATA, `.data/` by default."""
    chosen = os.environ.get("BOUSSOLE_DATA")
    return Path(chosen).resolve() if chosen else ROOT / ".data"


def database_url() -> str:
    """The address of the database, embedded or given. Starts nothing."""
    return os.environ.get("DATABASE_URL") or Server(data_folder()).url()


if __name__ == "__main__":
    Server(Path(sys.argv[1])).guard()
