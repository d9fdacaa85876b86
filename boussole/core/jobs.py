"""Enqueue a job in the transaction that needs it, wherever we are."""

from datetime import timedelta

from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.manager import JobManager
from procrastinate.tasks import Task


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
    schedule = {"seconds": delay.total_seconds()} if delay > timedelta() else None
    prepared = task.configure(priority=priority, schedule_in=schedule)
    jobs = [prepared.make_new_job(**each) for each in arguments]
    JobManager(DjangoConnector()).batch_defer_jobs(jobs)
