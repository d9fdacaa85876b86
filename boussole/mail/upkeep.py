"""Behind the queue, a sweep: nothing stays forgotten because a worker, a job or a server died."""

import logging
from datetime import datetime, timedelta

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Q
from procrastinate import sql
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.exceptions import ConnectorException
from procrastinate.jobs import Status as JobStatus

from boussole.core.jobs import enqueue_many
from boussole.mail import outbox, queries, tasks
from boussole.mail.models import OutgoingMessage, WorkerBeat

HEARTBEAT_STALE_AFTER = 30  # seconds; a worker beats every 10
LIVES_OF_A_JOB = 5  # a job that took five workers down is not given a sixth
SWEPT_AT_ONCE = 2000
# What is told to a person is worth a week; what went well, a day.
HOURS_KEPT = {
    JobStatus.SUCCEEDED: 24,
    JobStatus.FAILED: 7 * 24,
    JobStatus.CANCELLED: 7 * 24,
    JobStatus.ABORTED: 7 * 24,
}
ALERT = "mail/emails/operator_alert"
ALERT_EVERY = timedelta(hours=24)

logger = logging.getLogger(__name__)

# The messages in the hands of a worker that is no more.
FREE = """
UPDATE mail_outgoingmessage SET lease_until = NULL, lease_holder = NULL
WHERE status = 'TODO' AND lease_holder IS NOT NULL AND NOT EXISTS (
    SELECT 1 FROM procrastinate_workers worker
    WHERE worker.id = lease_holder AND worker.last_heartbeat > clock_timestamp() - make_interval(secs => %(stale)s))
"""
# The messages that are due, in nobody's hands, and that no job is about to wake up. A job planned for
# later does not count: it is a retry, and the clock of the demo may have jumped past it.
FORGOTTEN = """
WITH live AS MATERIALIZED (
    SELECT args ->> 'message_id' AS message_id FROM procrastinate_jobs
    WHERE task_name = %(task)s AND status = 'todo' AND COALESCE(scheduled_at, '-infinity') <= clock_timestamp()
    UNION
    SELECT args ->> 'message_id' FROM procrastinate_jobs
    WHERE task_name = %(task)s AND status = 'doing' AND worker_id IS NOT NULL)
SELECT message.id FROM mail_outgoingmessage message
WHERE message.status = 'TODO' AND message.next_attempt_at <= %(now)s
  AND (message.lease_until IS NULL OR message.lease_until <= %(now)s)
  AND NOT EXISTS (SELECT 1 FROM live WHERE live.message_id = message.id::text)
ORDER BY message.next_attempt_at
LIMIT %(limit)s
"""

# The same job, in the same dead hands (a worker that is pruned leaves its jobs in nobody's).
STILL_STALLED = """
SELECT 1 FROM procrastinate_jobs
WHERE id = %(id)s AND status = 'doing' AND (worker_id IS NULL OR worker_id = %(worker)s)
FOR UPDATE SKIP LOCKED
"""


def beat(*, now: datetime) -> None:
    """A sign of life of the worker. `now` is the real time: the demo's clock says nothing of a process."""
    WorkerBeat.objects.update_or_create(name=queries.WORKER, defaults={"at": now})


def sweep(*, now: datetime) -> int:
    """Give back to the queue what was left behind; return how many messages got a new job."""
    revive_stalled_jobs()
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(FREE, {"stale": HEARTBEAT_STALE_AFTER})
        cursor.execute(FORGOTTEN, {"now": now, "task": tasks.deliver.name, "limit": SWEPT_AT_ONCE})
        forgotten = [{"message_id": str(pk)} for (pk,) in cursor.fetchall()]
        enqueue_many(tasks.deliver, forgotten, priority=tasks.LATER)
    if forgotten:
        logger.warning("%d messages had no job left, or a dead worker: they have a new one.", len(forgotten))
    return len(forgotten)


def revive_stalled_jobs() -> int:
    """Put back in the queue the jobs whose worker died; return how many. procrastinate does not do it."""
    return sum(revive(job) for job in stalled_jobs())


def stalled_jobs() -> list[dict]:
    """The jobs in the hands of a worker that beats no more."""
    return DjangoConnector().execute_query_all(
        query=sql.queries["select_stalled_jobs_by_heartbeat"],
        queue=None,
        task_name=None,
        seconds_since_heartbeat=HEARTBEAT_STALE_AFTER,
    )


@transaction.atomic
def revive(job: dict) -> bool:
    """Put this stalled job back in the queue; false when it is ended, or is no longer stalled."""
    # A sweep that was killed is revived too, and runs beside the next one: what the other has revived since
    # we read it must not be ended.
    with connection.cursor() as cursor:
        cursor.execute(STILL_STALLED, {"id": job["id"], "worker": job["worker_id"]})
        if cursor.fetchone() is None:
            return False
    if job["attempts"] + 1 >= LIVES_OF_A_JOB:
        logger.error("Job %s (%s) has outlived %d workers.", job["id"], job["task_name"], job["attempts"] + 1)
        _end(job)
        return False
    try:
        with transaction.atomic():
            again = {"new_priority": None, "new_queue_name": None, "new_lock": None}
            DjangoConnector().execute_query_one(
                query=sql.queries["retry_job"], job_id=job["id"], retry_at=None, **again
            )
    except ConnectorException as refusal:
        # Another job of the same kind waits already: this one may end.
        logger.warning("Job %s (%s) is not revived: %s.", job["id"], job["task_name"], type(refusal).__name__)
        _end(job)
        return False
    logger.warning("Job %s (%s) had lost its worker: it is queued again.", job["id"], job["task_name"])
    return True


def _end(job: dict) -> None:
    DjangoConnector().execute_query_one(
        query=sql.queries["finish_job"], job_id=job["id"], status=JobStatus.FAILED.value, delete_job=False
    )


def forget_old_jobs() -> None:
    """Delete the jobs that ended: their arguments are ids, yet kept for nothing."""
    for status, hours in HOURS_KEPT.items():
        DjangoConnector().execute_query(
            query=sql.queries["delete_old_jobs"], nb_hours=hours, queue=None, statuses=[status.value]
        )


@transaction.atomic
def alert_operator(*, now: datetime) -> OutgoingMessage | None:
    """Write to the operator about new troubles, once a day at most; None when there is nothing to say."""
    sent_before = OutgoingMessage.objects.filter(template=ALERT)
    if not settings.OPERATOR_EMAIL or sent_before.filter(created_at__gt=now - ALERT_EVERY).exists():
        return None
    # An alert that did not arrive is not worth another one.
    new = OutgoingMessage.objects.in_trouble().exclude(template=ALERT).filter(closed_at__gt=now - ALERT_EVERY)
    late = OutgoingMessage.objects.waiting().exclude(template=ALERT)
    late = late.filter(created_at__lte=now - queries.LATE_AFTER)
    example = OutgoingMessage.objects.filter(Q(pk__in=new.values("pk")) | Q(pk__in=late.values("pk"))).first()
    if example is None:
        return None
    context = {"troubles": queries.trouble(now), "count": new.count(), "late": late.count()}
    return outbox.send(template=ALERT, to=settings.OPERATOR_EMAIL, context=context, about=example, now=now)
