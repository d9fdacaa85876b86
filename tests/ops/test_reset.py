"""`make reset` removes what the demo made, and nothing else."""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from config.embedded_postgres import Server
from tests.ops.running import ROOT, data_folder, environment


@pytest.fixture
def data() -> Iterator[Path]:
    with data_folder() as folder:
        yield folder


def reset(data: Path) -> subprocess.CompletedProcess[str]:
    # -S: without any package, as on a machine where nothing is installed yet
    command = [sys.executable, "-S", "-m", "config.reset"]
    environ = environment(BOUSSOLE_DATA=str(data))
    return subprocess.run(command, cwd=ROOT, env=environ, capture_output=True, text=True)


def test_it_removes_the_data_and_says_so(data: Path) -> None:
    Server(data).start().leave()
    (data / "secret-key").touch()
    ran = reset(data)
    assert (ran.returncode, data.exists()) == (0, False)
    assert ran.stdout.startswith(f"Removing {data}: ")


def test_it_refuses_while_something_uses_the_database(data: Path) -> None:
    server = Server(data).start()
    ran = reset(data)
    server.leave()
    assert (ran.returncode, data.exists()) == (1, True)
    assert ran.stderr == f"Something still uses {data}: stop the demo (or the tests) first.\n"


def test_it_refuses_a_folder_that_holds_anything_else(data: Path) -> None:
    data.mkdir()
    (data / "my-thesis.odt").touch()
    ran = reset(data)
    assert (ran.returncode, data.exists()) == (1, True)
    assert "my-thesis.odt" in ran.stderr


def test_with_nothing_to_remove_it_succeeds(data: Path) -> None:
    ran = reset(data)
    assert (ran.returncode, ran.stdout) == (0, f"Nothing to remove: {data} does not exist.\n")
