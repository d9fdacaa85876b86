"""The processes of one service live together and end together."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.ops.running import environment, eventually, is_alive, started

# Runs children under a supervisor in a hurry; each argument is the code of one child.
SUPERVISE = """
import sys
from boussole.core.supervisor import Child, Pace, Supervisor
children = [Child(f"Child {n}", [sys.executable, "-c", code]) for n, code in enumerate(sys.argv[1:], 1)]
pace = Pace(first_pause=0.05, longest_pause=0.1, failures_in_a_row=3, time_to_stop=1.5)
say = lambda line: print(line, flush=True)
sys.exit(Supervisor(children, say=say, pace=pace).run(meanwhile=lambda: say("meanwhile")))
"""
# Children write their number in a file named by the environment, so that tests can find them.
HERE = "import os, sys, time; open(os.environ['PIDS'], 'a').write(f'{os.getpid()}\\n')\n"
PATIENT = HERE + "time.sleep(60)"
STUBBORN = f"""{HERE}
import signal
signal.signal(signal.SIGTERM, signal.SIG_IGN)
print('deaf', flush=True)
time.sleep(60)
"""
WITH_A_CHILD = f"""{HERE}
import subprocess
subprocess.Popen([sys.executable, '-c', {PATIENT!r}])
time.sleep(60)
"""
DYING = "raise SystemExit(7)"


@pytest.fixture
def pids(tmp_path: Path) -> Path:
    path = tmp_path / "pids"
    path.touch()
    return path


@contextmanager
def supervised(pids: Path, *children: str, expect: int) -> Iterator[subprocess.Popen[str]]:
    """A supervisor whose children, `expect` in all, have written their numbers."""
    with started([sys.executable, "-c", SUPERVISE, *children], PIDS=str(pids)) as supervisor:
        assert eventually(lambda: len(numbers(pids)) == expect)
        yield supervisor


def numbers(pids: Path) -> list[int]:
    return [int(line) for line in pids.read_text().split()]


def all_gone(pids: Path) -> bool:
    return not any(is_alive(pid) for pid in numbers(pids))


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_a_signal_stops_everything_cleanly(pids: Path, number: int) -> None:
    with supervised(pids, PATIENT, PATIENT, expect=2) as supervisor:
        supervisor.send_signal(number)
        assert supervisor.wait(10) == 0
        assert all_gone(pids)


def test_what_runs_beside_is_run_once(pids: Path) -> None:
    with supervised(pids, PATIENT, expect=1) as supervisor:
        assert supervisor.stdout
        assert supervisor.stdout.readline() == "meanwhile\n"
        supervisor.terminate()
        assert supervisor.stdout.read() == ""


def test_a_child_that_dies_is_started_again_and_the_others_are_left_alone(pids: Path) -> None:
    with supervised(pids, PATIENT, PATIENT, expect=2) as supervisor:
        victim, other = numbers(pids)
        os.kill(victim, signal.SIGKILL)
        assert eventually(lambda: len(numbers(pids)) == 3)
        assert (is_alive(victim), is_alive(other), is_alive(numbers(pids)[2])) == (False, True, True)
        supervisor.terminate()
        output, _ = supervisor.communicate()
        assert "ended (code -9): starting it again in 0.05 s." in output


def test_what_a_dead_child_had_started_goes_before_it_starts_again(pids: Path) -> None:
    with supervised(pids, WITH_A_CHILD, expect=2) as supervisor:
        child, grandchild = sorted(numbers(pids))
        os.kill(child, signal.SIGKILL)
        assert eventually(lambda: not is_alive(grandchild))
        assert eventually(lambda: len(numbers(pids)) == 4)
        supervisor.terminate()
        supervisor.wait(10)
        assert eventually(lambda: all_gone(pids))


def test_a_child_that_cannot_stay_alive_ends_the_service_and_says_so(pids: Path) -> None:
    with supervised(pids, PATIENT, DYING, expect=1) as supervisor:
        output, _ = supervisor.communicate(timeout=20)
        assert supervisor.returncode == 1
        assert "Child 2 ended 3 times in a row (code 7): giving up." in output
        assert all_gone(pids)


def test_a_child_deaf_to_the_signal_is_killed_in_the_end(pids: Path) -> None:
    with supervised(pids, STUBBORN, expect=1) as supervisor:
        assert supervisor.stdout
        assert {supervisor.stdout.readline(), supervisor.stdout.readline()} == {"meanwhile\n", "deaf\n"}
        supervisor.terminate()
        output, _ = supervisor.communicate(timeout=20)
        assert supervisor.returncode == 0
        assert output == "Child 1 did not stop in 1.5 s: killed.\n"
        assert all_gone(pids)


def test_no_child_outlives_a_supervisor_that_is_killed(pids: Path) -> None:
    with supervised(pids, PATIENT, PATIENT, expect=2) as supervisor:
        supervisor.send_signal(signal.SIGKILL)
        supervisor.wait()
        assert eventually(lambda: all_gone(pids))


def test_the_ctrl_c_of_a_terminal_reaches_the_supervisor_alone(pids: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", SUPERVISE, PATIENT], env=environment(PIDS=str(pids)), start_new_session=True
    )
    try:
        assert eventually(lambda: len(numbers(pids)) == 1)
        (child,) = numbers(pids)
        assert os.getpgid(child) == child != os.getpgid(process.pid)
        os.killpg(process.pid, signal.SIGINT)  # what a terminal does
        assert process.wait(10) == 0
    finally:
        process.kill()
