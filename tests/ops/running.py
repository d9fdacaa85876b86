"""Helpers of these tests: real processes on folders and ports of their own."""

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from config.embedded_postgres import Server

ROOT = Path(__file__).resolve().parent.parent.parent


def environment(**more: str) -> dict[str, str]:
    """This machine's environment without what would configure the product, and with `more`."""
    ours = {"DATABASE_URL", "SECRET_KEY", "PORT", "PG_BINDIR", "DJANGO_SETTINGS_MODULE", "PUBLIC_ORIGIN"}
    kept = {k: v for k, v in os.environ.items() if k not in ours and not k.startswith("BOUSSOLE_")}
    return kept | {"PYTHONPATH": str(ROOT)} | more


def python(code: str, *arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run lines of Python in a process of their own."""
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=environment(**more), cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


def boussole(*arguments: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Run `boussole …` to its end."""
    return subprocess.run(
        [sys.executable, "-m", "config.cli", *arguments],
        env=environment(**more), cwd=ROOT, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@contextmanager
def started(command: list[str], **more: str) -> Iterator[subprocess.Popen[str]]:
    """A process, ended with the block whatever happens in it."""
    process = subprocess.Popen(
        command, env=environment(**more), cwd=ROOT, text=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
    )  # fmt: skip
    try:
        yield process
    finally:
        process.kill()
        process.communicate()


@contextmanager
def data_folder(name: str = "d") -> Iterator[Path]:
    """A folder short enough to hold a socket (pytest's own are long), removed at the end."""
    made = Path(tempfile.mkdtemp(prefix="bous-"))
    try:
        yield made / name
    finally:
        stop_postgres(made / name)
        Server(made / name).wait_for_guard()
        shutil.rmtree(made, ignore_errors=True)


def stop_postgres(data: Path) -> None:
    """Whatever a failed test left: no server may outlive it."""
    if (pid := postmaster(data)) and is_alive(pid):
        os.kill(pid, 9)


def postmaster(data: Path) -> int | None:
    """The number of the server's first process, while it runs."""
    try:
        return int((data / "postgresql" / "postmaster.pid").read_text().split()[0])
    except (FileNotFoundError, IndexError, ValueError):
        return None


def is_alive(pid: int) -> bool:
    """Whether a process exists; a zombie no longer does."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False


def eventually(true: Callable[[], object], seconds: float = 15) -> bool:
    """Whether it becomes true in time."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(0.05)
    return True


def free_port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
