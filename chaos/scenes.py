"""Short scenes, each around one vulnerable instant. With the bug the judge must find fault; without it, none."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.db import connection

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest
from boussole.core import clock
from chaos import calm, forms, strikes
from chaos.plan import Kind
from chaos.processes import eventually
from chaos.promises import call_sweeps, file_directly, file_in_the_past
from chaos.stage import Stage
from chaos.young_people import YoungPeople


@dataclass
class Scene:
    """What happens on the stage, and which processes it needs."""

    play: Callable[[Stage, YoungPeople], None]
    strike: str = ""
    web: bool = True
    worker: bool = True
    server_options: tuple[tuple[str, str], ...] = ()
    sweeps: bool = False  # whether the hours of reminders pass


def _forms(count: int) -> Iterator[forms.Form]:
    random, offers = Random("scenes"), forms.offers_near_home()
    for _ in range(count):
        yield forms.new_form(random, offers)


def _file_without_web(people: YoungPeople, count: int) -> None:
    """The bug is in the worker, and the web server would only make us wait."""
    for form in _forms(count):
        people.acknowledged.append(file_directly(form, at=clock.now()))


@contextmanager
def _worker_held(stage: Stage) -> Iterator[None]:
    """The mail server is closed while this is prepared: the worker finds it all at once."""
    stage.post.close()
    try:
        yield
    finally:
        stage.post.open()


# --- Filing ---------------------------------------------------------------------------------------------
def killed_after_commit(stage: Stage, people: YoungPeople) -> None:
    """A web process dies between COMMIT and what was planned for after; the young person sends again."""
    strikes.armed_file().touch()
    for form in _forms(2):
        people.file(form)


def pressed_many_times(stage: Stage, people: YoungPeople) -> None:
    """Six fingers at once, then a reload."""
    (form,) = _forms(1)
    people.file_at_once(form, 6)
    people.file(form)


def killed_after_receipt(stage: Stage, people: YoungPeople) -> None:
    """The web server dies as soon as it has answered."""
    (form,) = _forms(1)
    people.file(form)
    stage.strike(Kind.KILL_WEB)


def machine_stops_after_receipt(stage: Stage, people: YoungPeople) -> None:
    """Every process of PostgreSQL dies as soon as the receipt is shown."""
    for form in _forms(2):
        people.file(form)
    at = time.time()
    stage.database.crash()
    stage.database.start()
    stage.record(Kind.KILL_POSTGRES, at)


# --- Messages -------------------------------------------------------------------------------------------
def jobs_are_cancelled(stage: Stage, people: YoungPeople) -> None:
    """A message is there and its job will not run: somebody cancelled it, or it failed for a reason of its own."""
    with _worker_held(stage):
        _file_without_web(people, 1)
        eventually(calm.nothing_in_hand, seconds=10)
        with connection.cursor() as cursor:
            cursor.execute("UPDATE procrastinate_jobs SET status = 'cancelled' WHERE status = 'todo'")


def worker_dies_in_a_job(stage: Stage, people: YoungPeople) -> None:
    """The worker is killed while the mail server is reading a text; another one starts."""
    stage.post.at_next_data = lambda: stage.strike(Kind.KILL_WORKER)
    _file_without_web(people, 1)
    eventually(lambda: stage.post.at_next_data is None, seconds=15)


def many_jobs_at_once(stage: Stage, people: YoungPeople) -> None:
    """Four jobs look for messages while the mail server takes its time."""
    stage.post.weather.seconds_per_answer = 0.3
    _file_without_web(people, 4)
    eventually(calm.is_over, seconds=15)


def killed_after_acceptance(stage: Stage, people: YoungPeople) -> None:
    """The worker dies between the yes of the mail server and its own writing it down: sent twice, recognisably."""
    strikes.armed_file().touch()
    _file_without_web(people, 1)
    eventually(lambda: not strikes.armed_file().exists(), seconds=15)
    stage.record(Kind.KILL_WORKER, time.time())


def server_is_busy(stage: Stage, people: YoungPeople) -> None:
    """The mail server says « not now » to everybody, for a while."""
    stage.post.weather.share_of_4xx = 1.0
    _file_without_web(people, 1)
    eventually(lambda: sum(stage.post.answers.values()) >= 2, seconds=15)
    stage.post.weather.share_of_4xx = 0.0


# --- Reminders ------------------------------------------------------------------------------------------
def evenings_and_mornings(stage: Stage, people: YoungPeople) -> None:
    """Three days of sweeps, each of them twice; reminders are told in the morning."""
    now = _file_in_the_past(people, 6)
    for hours in range(72, 0, -6):
        call_sweeps(now - timedelta(hours=hours), 2)
    eventually(calm.is_over, seconds=15)


def answered_in_time(stage: Stage, people: YoungPeople) -> None:
    """The structure has called; then days of sweeps."""
    now = _file_in_the_past(people, 2)
    caller = User.objects.filter(referents__isnull=False).first()
    for request in ContactRequest.objects.all():
        # A row of the log, without the policies of the extranet: only what the clock reads matters here.
        at = request.filed_at + timedelta(minutes=30)
        request.follow_ups.create(kind="CALL", result="NOT_REACHED", by=caller, at=at)
        ContactRequest.objects.filter(pk=request.pk).update(first_attempt_at=at)
    for hours in (48, 24):
        call_sweeps(now - timedelta(hours=hours))
    eventually(calm.is_over, seconds=15)


def killed_between_reminders(stage: Stage, people: YoungPeople) -> None:
    """The worker dies in the middle of a sweep, just after it has told somebody."""
    now = _file_in_the_past(people, 3)
    strikes.armed_file().touch()
    call_sweeps(now - timedelta(hours=1))
    eventually(lambda: not strikes.armed_file().exists(), seconds=15)
    stage.record(Kind.KILL_WORKER, time.time())


def _file_in_the_past(people: YoungPeople, count: int) -> datetime:
    now = clock.now()
    people.acknowledged += file_in_the_past(Random("scenes"), forms.offers_near_home(), count, now=now)
    return now


SCENES: dict[str, Scene] = {
    "a web process dies after COMMIT": Scene(killed_after_commit, strike="after-commit-of-a-filing"),
    "the same form, six times at once": Scene(pressed_many_times),
    "the web server dies after a receipt": Scene(killed_after_receipt),
    "PostgreSQL dies after a receipt": Scene(
        # Asynchronous commits would reach the disk within this delay: it leaves time to strike.
        machine_stops_after_receipt,
        worker=False,
        server_options=(("wal_writer_delay", "10000"),),
    ),
    "the jobs are cancelled": Scene(jobs_are_cancelled, web=False),
    "the worker dies in a job": Scene(worker_dies_in_a_job, web=False),
    "four jobs at once": Scene(many_jobs_at_once, web=False),
    "the worker dies after the yes of the mail server": Scene(
        killed_after_acceptance, strike="after-acceptance-of-a-message", web=False
    ),
    "the mail server is busy": Scene(server_is_busy, web=False),
    "three days of sweeps": Scene(evenings_and_mornings, web=False, sweeps=True),
    "the structure has answered": Scene(answered_in_time, web=False, sweeps=True),
    "the worker dies between two reminders": Scene(
        killed_between_reminders, strike="after-commit-of-a-trace", web=False, sweeps=True
    ),
}
