"""The stage: a database, a web server, a worker and a mail server, all ours, all mortal."""

from __future__ import annotations

import contextlib
import fcntl
import os
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from chaos.database import Database
from chaos.plan import Kind
from chaos.post_office import PostOffice, Weather, free_port
from chaos.processes import Kept, eventually

RUN = "run"  # the database of the present run


@dataclass(frozen=True, slots=True)
class Event:
    """A fault that was made, when, and until when its effect lasted."""

    kind: Kind
    at: float
    until: float


@dataclass
class Stage:
    """All that runs, and the log of what was done to it."""

    data: Path
    database: Database
    post: PostOffice
    web: Kept | None
    worker: Kept | None
    port: int
    environment: dict[str, str]
    slowness: float = 8.0  # seconds for each answer of a mail server that is slow
    events: list[Event] = field(default_factory=list)

    # --- Making faults --------------------------------------------------------------------------------
    def strike(self, kind: Kind, *, draw: int = 0) -> None:
        """Kill, and see that it lives again."""
        at = time.time()
        match kind:
            case Kind.KILL_WEB:
                at = self._needed(self.web).kill()
            case Kind.KILL_WEB_CHILD:
                self._needed(self.web).kill_child(draw)
            case Kind.KILL_WORKER:
                at = self._needed(self.worker).kill()
            case Kind.KILL_POSTGRES:
                self.database.kill()
                self.database.start()
            case _:
                raise ValueError(f"{kind} is weather: it lasts.")
        self.record(kind, at)

    def record(self, kind: Kind, at: float) -> None:
        """A fault that was made by other hands than `strike`, until now."""
        self.events.append(Event(kind, at, time.time()))

    def turn(self, kind: Kind, *, on: bool) -> None:
        """Begin or end a trouble of the mail server."""
        weather = self.post.weather
        match kind:
            case Kind.SMTP_DOWN:
                (self.post.close if on else self.post.open)()
            case Kind.SMTP_SLOW:
                weather.seconds_per_answer = self.slowness if on else 0.0
            case Kind.SMTP_4XX:
                weather.share_of_4xx = 0.7 if on else 0.0
            case Kind.SMTP_CUT:
                weather.share_of_cuts = 0.5 if on else 0.0
            case Kind.SMTP_5XX:
                weather.refuses_poison = on
            case _:
                raise ValueError(f"{kind} is a kill: it does not last.")
        if on:
            self.events.append(Event(kind, time.time(), float("inf")))
        else:
            began = next(event for event in reversed(self.events) if event.kind == kind)
            self.events[self.events.index(began)] = Event(kind, began.at, time.time())

    def put_back(self) -> None:
        """Fair weather, everything up."""
        self.post.weather = Weather()
        self.post.open()
        self.database.start()

    def start_worker_if_none(self) -> None:
        """For a scene that was played without one: what it left is to be sent all the same."""
        if self.worker is None:
            self.worker = Kept("worker", log=self.data / "worker.log", **self.environment)
            self.worker.start()

    def wait_until_it_answers(self, seconds: float = 60) -> None:
        """:raises RuntimeError: when it does not; the log of the web server says why"""
        if self.web and not eventually(self.answers, seconds=seconds):
            raise RuntimeError(f"The site did not answer in {seconds:.0f} s: read {self.data / 'web.log'}.")

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/", timeout=5) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    @staticmethod
    def _needed(process: Kept | None) -> Kept:
        assert process is not None, "This stage has no such process."
        return process


@contextmanager
def stage(
    database: Database,
    *,
    seed: int,
    planted: str = "",
    strike: str = "",
    web: bool = True,
    worker: bool = True,
) -> Iterator[Stage]:
    """A fresh database and everything started around it; nothing is left at the end."""
    data = database.server.data
    # What the last run left in its folder would be taken for ours.
    for name in ("demo-clock", "armed", "web.log", "worker.log"):
        (data / name).unlink(missing_ok=True)
    post, port = PostOffice(Random(f"post/{seed}")), free_port()
    post.start()
    ours = {"SMTP_URL": post.url, "CHAOS_PLANTED": planted, "CHAOS_STRIKE": strike}
    serve = Kept("serve", "--port", str(port), log=data / "web.log", **ours) if web else None
    built = Stage(data, database, post, serve, None, port, ours)
    try:
        if serve:
            serve.start()
        if worker:
            built.start_worker_if_none()
        built.wait_until_it_answers()
        yield built
    finally:
        for process in (built.web, built.worker):
            if process:
                process.stop()
        post.stop()


@contextmanager
def alone_in(data: Path) -> Iterator[None]:
    """Two runs must not share a folder: the second waits for the first."""
    data.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (data / "chaos.lock").open("a") as door:
        fcntl.flock(door, fcntl.LOCK_EX)
        yield


@contextmanager
def running_database(data: Path) -> Iterator[Database]:
    """The server, with a prepared database in it; Django is set up on the database of the run."""
    database = Database(data)
    database.create()
    database.start()
    try:
        set_up_django(database)
        yield database
    finally:
        with contextlib.suppress(Exception):
            database.drop(RUN)
        database.stop()


def set_up_django(database: Database) -> None:
    """In the harness too: it writes the territory, signs forms, and reads the rows to judge them."""
    os.environ |= {
        "BOUSSOLE_DATA": str(database.server.data),
        "DATABASE_URL": database.url(RUN),
        "DJANGO_SETTINGS_MODULE": "chaos.settings",
    }
    if not database.exists(database.prepared_name()):
        database.copy("template0", RUN)
    import django

    django.setup()
    if not database.exists(database.prepared_name()):
        from chaos import territory

        territory.write()
        database.keep_as_model(RUN)


def fresh_copy(database: Database) -> None:
    """The run begins with the territory, and nothing filed."""
    from django.db import connections

    connections.close_all()
    database.copy(database.prepared_name(), RUN)
