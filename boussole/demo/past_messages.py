"""The messages of the year told: they left long ago, and no worker must send them again."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from django.db import connection
from django.db.models import F

from boussole.mail import tasks
from boussole.mail.models import OutgoingMessage

ON_THE_WAY = timedelta(seconds=4)

FORGET_JOBS = """
DELETE FROM procrastinate_jobs
WHERE task_name = %s AND status = 'todo' AND args ->> 'message_id' = ANY(%s)
"""


def waiting() -> set[UUID]:
    """The messages that wait now: those of a visitor, which are none of ours."""
    return set(OutgoingMessage.objects.waiting().values_list("pk", flat=True))


def settle(*, but: set[UUID]) -> int:
    """Write that every waiting message, `but` these, was sent a few seconds after it was written.

    In one statement instead of thousands of deliveries: the gateway of the demo keeps messages inside
    anyway, and the moment of each must be that of its story, not of today. Their jobs are deleted in
    the transaction that created them: no worker has ever seen them. Returns how many there are.

    What the story called off days later had left long before: it is settled too.
    """
    called_off = OutgoingMessage.objects.filter(status=OutgoingMessage.Status.CANCELLED)
    rows = (OutgoingMessage.objects.waiting() | called_off).exclude(pk__in=but)
    ours = list(rows.values_list("pk", flat=True))
    moment = F("created_at") + ON_THE_WAY
    OutgoingMessage.objects.filter(pk__in=ours).update(
        status=OutgoingMessage.Status.SENT, attempts=1, sent_at=moment, closed_at=moment
    )
    with connection.cursor() as cursor:
        cursor.execute(FORGET_JOBS, [tasks.deliver.name, [str(pk) for pk in ours]])
    return len(ours)
