"""After the storm: everything is put back, hours pass on the clock of the product, and it must mend itself."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

from django.db import DatabaseError, connection

from boussole.core import clock
from boussole.core.jobs import enqueue
from boussole.mail import tasks
from boussole.mail.models import OutgoingMessage
from chaos.plan import Kind
from chaos.processes import eventually
from chaos.promises import call_sweeps
from chaos.stage import Stage

HOURS_PASS = timedelta(minutes=45)  # longer than any step of the ladder of retries, and than any lease
NEXT_SWEEP = 25.0  # seconds: one comes every 20
TURNS = 4


def drain(stage: Stage, *, hurry: bool = False, turns: int = TURNS) -> float:
    """Wait until nothing waits any more, or until it is hopeless; return the seconds it took.

    In a hurry, the sweep is called instead of waited for, and dead workers are forgotten at once.
    """
    began = time.monotonic()
    wait_until_still(stage)
    for _ in range(turns):
        clock.move_demo_clock(HOURS_PASS)
        if hurry:
            forget_dead_workers(stage)
            let_a_sweep_pass()
        if eventually(is_over, seconds=5 if hurry else NEXT_SWEEP + 15, every=0.2):
            break
    return time.monotonic() - began


def last_sweep_of_reminders() -> datetime:
    """One more sweep, at the present hour of the product, and what it writes is sent; the hour is returned."""
    timestamp = int(time.time())
    call_sweeps(datetime.fromtimestamp(timestamp, tz=UTC))
    eventually(is_over, seconds=40, every=0.2)
    return clock.planned(timestamp)


def wait_until_still(stage: Stage) -> None:
    """Nothing more leaves: a jump of the clock would end the leases of what is just leaving."""
    before = -1
    while before != (before := len(stage.post.accepted)):
        time.sleep(0.7)


def is_over() -> bool:
    """No message waits, and no job is due or in anybody's hands."""
    due = "status = 'todo' AND COALESCE(scheduled_at, '-infinity') <= now()"
    try:
        return not OutgoingMessage.objects.waiting().exists() and _count(f"status = 'doing' OR {due}") == 0
    except DatabaseError:
        connection.close()
        return False


def let_a_sweep_pass() -> None:
    """Its turn comes now rather than within twenty seconds; it is the worker that does it."""
    if not _count("queueing_lock = 'mail.sweep' AND status = 'todo'"):
        enqueue(tasks.sweep, timestamp=int(time.time()), priority=tasks.UPKEEP)


def forget_dead_workers(stage: Stage) -> None:
    """A minute passes for the workers that were killed: nobody has to wait for it."""
    killed_at = max((event.at for event in stage.events if event.kind == Kind.KILL_WORKER), default=0.0)
    eventually(lambda: _count_workers_since(killed_at), seconds=10)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE procrastinate_workers SET last_heartbeat = last_heartbeat - interval '1 minute' "
            "WHERE last_heartbeat <= to_timestamp(%s)",
            [killed_at],
        )


def _count_workers_since(moment: float) -> int:
    with connection.cursor() as cursor:
        query = "SELECT count(*) FROM procrastinate_workers WHERE last_heartbeat > to_timestamp(%s)"
        cursor.execute(query, [moment])
        return int(cursor.fetchone()[0])


def jobs_in_hand() -> int:
    """How many messages the living worker is at."""
    living = "worker_id = (SELECT max(id) FROM procrastinate_workers)"
    return _count(f"status = 'doing' AND task_name = 'boussole.mail.tasks.deliver' AND {living}")


def nothing_in_hand() -> bool:
    """Whether every message has come back from a first attempt."""
    return not OutgoingMessage.objects.waiting().filter(attempts=0).exists() and jobs_in_hand() == 0


def _count(where: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM procrastinate_jobs WHERE {where}")
        return int(cursor.fetchone()[0])
