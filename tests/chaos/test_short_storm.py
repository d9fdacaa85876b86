"""`make chaos`, short: a few kills of each kind, then some bugs that it must catch. The long run is on demand."""

import re
import subprocess
import sys

import pytest

from chaos.mutations import CAUGHT
from chaos.planted import BUGS
from chaos.scenes import SCENES
from config.embedded_postgres import data_folder
from tests.ops.running import ROOT, environment

pytestmark = pytest.mark.processes


def chaos(*arguments: str) -> subprocess.CompletedProcess[str]:
    # Beside the data of the tests: the server of the tests is not to be killed.
    return subprocess.run(
        [sys.executable, "-m", "chaos.run", *arguments],
        env=environment(BOUSSOLE_DATA=str(data_folder())), cwd=ROOT, capture_output=True, text=True, timeout=240,
    )  # fmt: skip


def test_nothing_is_lost_missing_nor_doubled_when_everything_is_killed_under_load() -> None:
    options = "--seed 3 --seconds 8 --faults 7 --clients 2 --past 6 --hurry"
    done = chaos(*options.split())
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("Held: nothing lost, missing nor doubled.")
    # And it was a storm: eight kills (the last finds a worker with a message in hand), and people in it,
    # besides the six who had filed days before.
    assert re.search(r"kill -9 +8 \(", done.stdout), done.stdout
    (receipts,) = re.findall(r"receipts given +(\d+)", done.stdout)
    assert int(receipts) > 6, done.stdout


def test_the_judge_catches_bugs_that_are_planted() -> None:
    bugs = ["no-unique-key", "no-lease", "early-reminder"]
    done = chaos("--planted-only", "--mutations", *bugs)
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.rstrip().endswith("3 bugs planted, 3 caught.")


def test_every_bug_has_a_scene_and_every_scene_a_bug() -> None:
    assert CAUGHT.keys() == BUGS.keys()
    assert {scene for scene, _ in CAUGHT.values()} == set(SCENES)
