"""Processes that are started again when they die, as the supervisor of a server does."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

from boussole.core.supervisor import die_with
from chaos.background import Background
from config.embedded_postgres import ROOT

PAUSE = 0.5  # seconds before starting again: the first pause of boussole.core.supervisor
AT_LAST = 15.0  # seconds: there is somebody to kill


class Kept(Background):
    """`boussole …`, with what it starts itself, for as long as the stage stands."""

    def __init__(self, *arguments: str, log: Path, **environment: str) -> None:
        super().__init__()
        self.command = [sys.executable, "-m", "config.cli", *arguments]
        self.environment = os.environ | {"PYTHONPATH": str(ROOT)} | environment
        self.log = log
        self.process: subprocess.Popen[bytes] | None = None

    def stop(self) -> None:
        """For good. Not politely: all that counts has been committed, or has not been promised."""
        self._stop.set()
        self._signal(signal.SIGKILL)
        super().stop()

    def kill(self) -> float:
        """kill -9 of the first process, at the moment returned. What it leaves behind does not outlive it for long."""
        eventually(self._is_alive, seconds=AT_LAST)  # it may be between two lives
        at = time.time()
        if self.process is not None:
            self.process.kill()
        return at

    def kill_child(self, number: int) -> None:
        """kill -9 of one of the processes that it started."""
        eventually(self._children, seconds=AT_LAST)
        children = self._children()
        if children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(children[number % len(children)], signal.SIGKILL)

    def _is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def _children(self) -> list[int]:
        return children_of(self.process.pid) if self.process is not None and self._is_alive() else []

    def _live(self) -> None:
        # Always from this thread: the kernel tells a child when the thread that made it ends.
        while not self._stop.is_set():
            with self.log.open("ab") as log:
                self.process = subprocess.Popen(
                    self.command,
                    cwd=ROOT,
                    env=self.environment,
                    stdin=subprocess.DEVNULL,
                    stdout=log,
                    stderr=log,
                    start_new_session=True,
                    preexec_fn=partial(die_with, os.getpid()),
                )
            self.process.wait()
            self._signal(signal.SIGKILL)  # what it left behind would hold its port
            self._stop.wait(PAUSE)

    def _signal(self, number: int) -> None:
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


def children_of(parent: int) -> list[int]:
    """The living processes that this one started, oldest first."""
    found = []
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError, IndexError):
            state, mother = (folder / "stat").read_text().rpartition(")")[2].split()[:2]
            if int(mother) == parent and state != "Z":
                found.append(int(folder.name))
    return sorted(found)


def eventually(true: Callable[[], object], *, seconds: float, every: float = 0.1) -> bool:
    """Whether `true()` becomes so in time."""
    deadline = time.monotonic() + seconds
    while not true():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True
