"""What a page or a probe asks about messages and the worker."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min

from boussole.mail.models import OutgoingMessage, WorkerBeat

LATE_AFTER = timedelta(minutes=15)  # then the extranet says so (guarantees.md G8)
FORGOTTEN_AFTER = timedelta(days=7)  # a trouble that everybody has had time to see
UNREACHABLE_SINCE = timedelta(
    days=30
)  # an address that failed before has been mended, or is written to no more
WORKER = "worker"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Messages that a person must look at, counted by what happened to them."""

    status: str
    template: str
    error: str
    count: int
    since: datetime

    @property
    def label(self) -> str:
        return OutgoingMessage.Status(self.status).label


def trouble(now: datetime) -> list[Trouble]:
    """What went wrong these last days, and what has been waiting for too long; the most frequent first."""
    lost = OutgoingMessage.objects.in_trouble().filter(closed_at__gt=now - FORGOTTEN_AFTER)
    late = OutgoingMessage.objects.waiting().filter(created_at__lte=now - LATE_AFTER)
    found = [
        Trouble(row["status"], row["template"], row["last_error"], row["count"], row["since"])
        for messages in (lost, late)
        for row in messages.order_by()
        .values("status", "template", "last_error")
        .annotate(count=Count("pk"), since=Min("created_at"))
    ]
    return sorted(found, key=lambda each: (-each.count, each.status, each.template, each.error))


def unreachable(now: datetime) -> set[str]:
    """The e-mail addresses, in small letters, where the last thing we sent this month did not arrive. Two queries."""
    since = now - UNREACHABLE_SINCE
    emails = OutgoingMessage.objects.filter(channel=OutgoingMessage.Channel.EMAIL, erased_at__isnull=True)
    lost = emails.filter(
        status__in=[OutgoingMessage.Status.DEAD, OutgoingMessage.Status.BOUNCED], closed_at__gt=since
    )
    failed: dict[str, datetime] = {}
    for address, at in lost.order_by("created_at").values_list("to_address", "created_at"):
        failed[address.lower()] = at
    if not failed:
        return set()
    arrived = emails.filter(status=OutgoingMessage.Status.SENT, created_at__gt=min(failed.values()))
    for address, at in arrived.filter(to_address__in=failed).values_list("to_address", "created_at"):
        if at > failed.get(address.lower(), at):
            failed.pop(address.lower())
    return set(failed)


def counts() -> dict[str, int]:
    """How many messages are in each status, every status named."""
    found = dict(OutgoingMessage.objects.order_by().values_list("status").annotate(count=Count("pk")))
    return {status.value: found.get(status.value, 0) for status in OutgoingMessage.Status}


def oldest_waiting() -> datetime | None:
    """When the oldest message that still waits was written: the age of the queue."""
    return OutgoingMessage.objects.waiting().aggregate(oldest=Min("created_at"))["oldest"]


def last_beat() -> datetime | None:
    """The worker's last sign of life, in real time."""
    return WorkerBeat.objects.filter(name=WORKER).aggregate(at=Max("at"))["at"]


def worker_is_alive(now: datetime) -> bool:
    """Whether a worker has done something these last minutes. `now` is `clock.real_now()`."""
    beat = last_beat()
    return beat is not None and now - beat < WorkerBeat.STALE_AFTER
