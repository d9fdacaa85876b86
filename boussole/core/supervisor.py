"""Keeps the processes of one service alive together, and ends them together.

A child that dies is started again, after a pause that grows with its failures. A signal to stop is
passed on to every child. When the supervisor itself is killed, the kernel tells its children to stop.
"""

import contextlib
import ctypes
import enum
import os
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import partial
from types import FrameType

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
PR_SET_PDEATHSIG = 1  # <linux/prctl.h>
_libc = ctypes.CDLL(None) if sys.platform == "linux" else None  # loaded here: not between fork and exec


def die_with(parent: int) -> None:
    """Ask the kernel to send us SIGTERM when our parent ends, however it ends (Linux only)."""
    if _libc is not None:
        _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
        if os.getppid() != parent:  # it ended before we asked
            os.kill(os.getpid(), signal.SIGTERM)


@dataclass(frozen=True)
class Pace:
    """How patient the supervisor is, in seconds. Tests are in more of a hurry."""

    first_pause: float = 0.5
    longest_pause: float = 30.0
    settled_after: float = 10.0  # a child that lived this long has recovered: its failures are forgotten
    failures_in_a_row: int = 8
    time_to_stop: float = 15.0


@dataclass
class Child:
    """One process to keep alive, with whatever it starts itself."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = field(default=None, repr=False)
    started_at: float = 0.0
    failures: int = 0

    def start(self) -> subprocess.Popen[bytes]:
        """Start it in a session of its own: a Ctrl-C in the terminal reaches the supervisor alone."""
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(  # noqa: S603
            self.command,
            stdin=subprocess.DEVNULL,
            start_new_session=True,
            preexec_fn=partial(die_with, os.getpid()),
        )
        return self.process

    def send(self, number: int) -> None:
        """Signal it and what it started; nothing happens when they are all gone."""
        if self.process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, number)


class What(enum.Enum):
    """What the supervisor waits for."""

    ENDED = enum.auto()
    PAUSE_OVER = enum.auto()
    STOP = enum.auto()


class Supervisor:
    """Runs children until told to stop, or until one of them cannot stay alive."""

    def __init__(
        self, children: Sequence[Child], *, say: Callable[[str], None], pace: Pace | None = None
    ) -> None:
        self.children = list(children)
        self.say = say
        self.pace = pace or Pace()
        self._events: queue.SimpleQueue[tuple[What, Child | None]] = queue.SimpleQueue()

    def run(self, *, meanwhile: Callable[[], None] | None = None) -> int:
        """Start everything and stay until a signal: 0 after a clean stop, 1 when a child kept dying.

        `meanwhile` runs beside, once: it may wait for the service to answer and say so.
        """
        for number in STOP_SIGNALS:
            signal.signal(number, self._on_signal)
        try:
            for child in self.children:
                self._start(child)
            if meanwhile:
                threading.Thread(target=meanwhile, daemon=True).start()
            return self._live()
        finally:
            self._stop_all()

    def _live(self) -> int:
        while True:
            match self._events.get():
                case What.ENDED, Child() as child:
                    if not self._try_again_later(child):
                        return 1
                case What.PAUSE_OVER, Child() as child:
                    self._start(child)
                case _:
                    return 0

    def _on_signal(self, number: int, frame: FrameType | None) -> None:
        self._events.put((What.STOP, None))

    def _start(self, child: Child) -> None:
        # Always from the main thread: a child is told when the *thread* that made it ends.
        process = child.start()

        def wait_for_its_end() -> None:
            process.wait()
            self._events.put((What.ENDED, child))

        threading.Thread(target=wait_for_its_end, daemon=True).start()

    def _try_again_later(self, child: Child) -> bool:
        """False when it is hopeless."""
        child.send(signal.SIGKILL)  # what it left behind would hold its port
        lived = time.monotonic() - child.started_at
        child.failures = 1 if lived > self.pace.settled_after else child.failures + 1
        how = child.process.returncode if child.process else None
        if child.failures >= self.pace.failures_in_a_row:
            self.say(f"{child.name} ended {child.failures} times in a row (code {how}): giving up.")
            return False
        pause = min(self.pace.first_pause * 2 ** (child.failures - 1), self.pace.longest_pause)
        self.say(f"{child.name} ended (code {how}): starting it again in {pause:g} s.")
        timer = threading.Timer(pause, self._events.put, args=((What.PAUSE_OVER, child),))
        timer.daemon = True
        timer.start()
        return True

    def _stop_all(self) -> None:
        for child in self.children:
            child.send(signal.SIGTERM)
        deadline = time.monotonic() + self.pace.time_to_stop
        for child in self.children:
            if child.process is None:
                continue
            try:
                child.process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                self.say(f"{child.name} did not stop in {self.pace.time_to_stop:g} s: killed.")
            child.send(signal.SIGKILL)
            child.process.wait()
