"""Enqueue a job in the transaction that needs it, wherever we are."""

from datetime import timedelta

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import ConfigureTaskOptions, Task


def enqueue(
    task: Task, *, delay: timedelta = timedelta(), priority: int | None = None, **ids: str | int
) -> None:
    """Add a job, as a row on Django's own connection: it commits or disappears with the data.

    Use this, never `task.defer()`: inside the worker, `defer` writes through the worker's own pool,
    and the job could run before the data is there, or for data that was rolled back.
    """
    enqueue_many(task, [dict(ids)], delay=delay, priority=priority)


def enqueue_many(
    task: Task, arguments: list[dict], *, delay: timedelta = timedelta(), priority: int | None = None
) -> None:
    """Add one job for each of these arguments, in one statement."""
    if not arguments:
        return
    options: ConfigureTaskOptions = {"priority": priority}
    if delay > timedelta():
        # The worker reads the real clock: a delay is the same in its time and in the demo's.
        options["schedule_in"] = {"milliseconds": int(delay / timedelta(milliseconds=1))}
    prepared = task.configure(**options)
    jobs = [prepared.make_new_job(**each) for each in arguments]
    JobManager(DjangoConnector()).batch_defer_jobs(jobs)
