"""`make demo`: everything under one command, which nothing outlives."""

import os
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ops.running import (
    ROOT,
    boussole,
    data_folder,
    environment,
    eventually,
    free_port,
    postmaster,
    python,
)

pytestmark = pytest.mark.processes

# A demo whose territory has been loaded already: loading has its own tests.
LOADED = """
import django
django.setup()
from django.conf import settings
from boussole.demo import loading
loading.loaded_file().write_text(loading.fingerprint_of(settings.BASE_DIR / "content"))
"""


class Demo:
    """A demo that runs, and what one may ask of it."""

    def __init__(self, data: Path, port: int) -> None:
        self.data = data
        self.port = port
        self.output = data.parent / "output"
        with self.output.open("w") as output:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "config.cli", "demo"],
                cwd=ROOT, env=environment(BOUSSOLE_DATA=str(data), PORT=str(port)),
                stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT,
            )  # fmt: skip

    def status(self, path: str) -> int:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
                return int(answer.status)
        except urllib.error.HTTPError as refusal:
            return refusal.code
        except OSError:
            return 0

    def headers(self, path: str) -> dict[str, str]:
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as answer:
            return {name.lower(): value for name, value in answer.headers.items()}

    def is_ready(self) -> bool:
        return self.status("/ready/") == 200

    def said(self) -> str:
        return self.output.read_text()

    def processes(self) -> dict[int, str]:
        """Every process of this demo, the database included: number and first words."""
        found = {}
        for folder in Path("/proc").glob("[0-9]*"):
            try:
                environ = (folder / "environ").read_bytes()
                home = os.readlink(folder / "cwd")
                command = (folder / "cmdline").read_bytes().replace(b"\0", b" ").decode()
            except OSError:
                continue
            if command and (f"={self.data}\0".encode() in environ or home.startswith(str(self.data))):
                found[int(folder.name)] = command
        return found

    def children(self, command: str) -> list[int]:
        return [pid for pid, words in self.processes().items() if f"config.cli {command}" in words]


@pytest.fixture(scope="module")
def folder() -> Iterator[Path]:
    with data_folder() as data:
        prepared = python(
            LOADED, DJANGO_SETTINGS_MODULE="config.settings", BOUSSOLE_DEMO="1", BOUSSOLE_DATA=str(data)
        )
        assert prepared.returncode == 0, prepared.stderr
        yield data


@contextmanager
def running(data: Path) -> Iterator[Demo]:
    demo = Demo(data, free_port())
    try:
        eventually(lambda: demo.is_ready() or demo.process.poll() is not None, seconds=60)
        assert demo.is_ready(), demo.said()
        yield demo
    finally:
        demo.process.kill()
        demo.process.wait()
        eventually(lambda: not demo.processes())


def test_one_command_starts_everything_and_nothing_outlives_it_when_it_is_killed(folder: Path) -> None:
    with running(folder) as demo:
        assert eventually(lambda: "La Boussole is ready." in demo.said())
        for address in ("/", "/extranet/", "/demo/"):
            assert f"http://localhost:{demo.port}{address} " in demo.said()
        assert [demo.status(path) for path in ("/", "/health/", "/demo/")] == [200, 200, 200]

        page = demo.headers("/")
        assert "default-src 'none'" in page["content-security-policy"]
        assert (page["x-content-type-options"], page["x-frame-options"]) == ("nosniff", "DENY")

        # A second demo, on the same data or on the same port, is refused in one sentence.
        same = boussole("demo", BOUSSOLE_DATA=str(folder), PORT=str(free_port()))
        assert (same.returncode, same.stdout) == (1, "")
        assert same.stderr.startswith(f"CommandError: A demo already runs on {folder}.")
        with data_folder() as elsewhere:
            taken = boussole("demo", BOUSSOLE_DATA=str(elsewhere), PORT=str(demo.port))
        assert (taken.returncode, taken.stdout) == (1, "")
        assert taken.stderr.startswith(f"CommandError: Port {demo.port} is taken by another program.")

        demo.process.send_signal(signal.SIGKILL)
        demo.process.wait()
        assert eventually(lambda: not demo.processes(), 30), demo.processes()


def test_the_next_one_finds_its_data_mends_what_dies_and_stops_at_a_ctrl_c(folder: Path) -> None:
    with running(folder) as demo:
        (worker,) = demo.children("worker")
        server = min(demo.children("serve"))
        database = postmaster(folder)
        for pid in (worker, server, database):
            os.kill(pid or 0, signal.SIGKILL)
        assert eventually(lambda: postmaster(folder) != database, 40)
        assert eventually(lambda: demo.children("worker") not in ([], [worker]), 30)
        assert eventually(lambda: server not in demo.children("serve") and demo.is_ready(), 30), demo.said()

        demo.process.send_signal(signal.SIGINT)
        assert demo.process.wait(20) == 0
        assert eventually(lambda: not demo.processes(), 5)  # the guard looks twice a second
        assert demo.said().endswith("The demo has stopped; its data stay (make reset removes them).\n")
