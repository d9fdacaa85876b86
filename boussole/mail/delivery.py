"""Carries stored messages out, once. The rows say what is due; whoever calls is only an alarm clock."""

import logging
import time
from collections import defaultdict
from contextlib import ExitStack
from datetime import datetime, timedelta
from typing import Protocol, Self
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from boussole.core.db import locked
from boussole.core.jobs import enqueue
from boussole.mail import sms_caps, tasks
from boussole.mail.gateways.email import email_gateway
from boussole.mail.gateways.outcomes import Held, MaybeSent, NotDelivered, Refused, Unreachable
from boussole.mail.gateways.sms import sms_gateway
from boussole.mail.models import OutgoingMessage
from boussole.mail.retries import next_attempt

LEASE = timedelta(minutes=2)  # longer than four answers of the slowest server; then it is anybody's
SLACK = timedelta(seconds=2)  # the clocks of two machines are never quite the same
BATCH = 50  # messages over one connection
BATCH_TIME = 20  # seconds; after that `now` would no longer be now
PATIENCE_WITH_A_DOMAIN = 10  # seconds lost in one batch before its other messages are put off
PUT_OFF = timedelta(minutes=5)
UNEXPECTED_AT_MOST = 5  # a message that makes our own code fail is not tried for three days

Status = OutgoingMessage.Status
logger = logging.getLogger(__name__)


class Gateway(Protocol):
    def __enter__(self) -> Self: ...
    def __exit__(self, *exception: object) -> None: ...
    def connect(self) -> None: ...
    def send(self, message: OutgoingMessage) -> None: ...


class Gateways(ExitStack):
    """One gateway per channel, opened when first needed, closed together."""

    def __init__(self) -> None:
        super().__init__()
        self._open: dict[str, Gateway] = {}

    def ready(self, channel: str) -> Gateway:
        """The gateway of this channel, connected.

        :raises Unreachable: when nothing can leave by this channel
        """
        if channel not in self._open:
            is_email = channel == OutgoingMessage.Channel.EMAIL
            gateway: Gateway = email_gateway() if is_email else sms_gateway()
            self._open[channel] = self.enter_context(gateway)
        self._open[channel].connect()
        return self._open[channel]


def deliver(message_id: UUID | str, *, now: datetime) -> OutgoingMessage | None:
    """Try to send this message once; None when it is not due, or in other hands. Safe to repeat."""
    with Gateways() as gateways:
        message = _claim(Q(pk=message_id), now=now)
        if message is None:
            return None
        if message.lease_until is not None:
            _attempt(message, gateways, now=now)
    return OutgoingMessage.objects.get(pk=message.pk)


def deliver_due(*, now: datetime, first: UUID | str | None = None, holder: int | None = None) -> int:
    """Try the messages that are due, `first` before the others; return how many were tried.

    `holder` is the number of the worker that does it: were it killed, its messages would be freed.
    Stops early when a whole server does not answer, and puts off a domain that makes all others wait.
    """
    tried, began = 0, time.monotonic()
    lost: dict[str, float] = defaultdict(float)  # seconds, by domain
    wanted = Q(pk=first) if first else Q()
    with Gateways() as gateways:
        while tried < BATCH and time.monotonic() - began < BATCH_TIME:
            message = _claim(wanted, now=now, holder=holder)
            if message is None and wanted:
                message = _claim(Q(), now=now, holder=holder)
            if message is None:
                break
            wanted, tried, at = Q(), tried + 1, time.monotonic()
            failure = _attempt(message, gateways, now=now) if message.lease_until is not None else None
            if isinstance(failure, Unreachable):
                break
            if isinstance(failure, Held) and message.to_domain:
                lost[message.to_domain] += time.monotonic() - at
                if lost[message.to_domain] > PATIENCE_WITH_A_DOMAIN:
                    _put_off(message.to_domain, now=now)
    return tried


def _claim(wanted: Q, *, now: datetime, holder: int | None = None) -> OutgoingMessage | None:
    """Take one due message in hand, first attempts before retries: ours alone until the lease ends.

    Without a lease when it may not leave yet: it has been put off already.
    """
    # Durable: the lease must be seen by the others before we speak to the outside world.
    with transaction.atomic(durable=True):
        due = OutgoingMessage.objects.due(now + SLACK).filter(wanted).order_by("attempts", "next_attempt_at")
        message = due.select_for_update(skip_locked=True).first()
        if message is None:
            return None
        message.attempts += 1
        if not message.is_email and (cap := sms_caps.reached(message, now=now)):
            _try_later(message, cap, now=now)
            return message
        message.lease_until, message.lease_holder = now + LEASE, holder
        message.save(update_fields=["attempts", "lease_until", "lease_holder"])
        return message


def _attempt(message: OutgoingMessage, gateways: Gateways, *, now: datetime) -> NotDelivered | None:
    """Send, then write what happened; return the failure, if any."""
    failure: NotDelivered | None = None
    try:
        gateway = gateways.ready(message.channel)
        if not _is_still_wanted(message):
            return None
        gateway.send(message)
    except NotDelivered as not_delivered:
        failure = not_delivered
    except Exception as unexpected:
        # One poisoned message must stop neither the batch nor the worker.
        logger.exception("Message %s makes our own code fail.", message.pk)
        code = f"our_{type(unexpected).__name__}"
        failure = Refused(code) if message.attempts >= UNEXPECTED_AT_MOST else Held(code)
    with transaction.atomic():
        _write_down(locked(message), failure, now=now)
    return failure


def _is_still_wanted(message: OutgoingMessage) -> bool:
    """Looked at again once the server has answered, which may take a while: who was erased meanwhile gets nothing.

    Only a message whose words are already on the wire still leaves (guarantees.md G12).
    """
    return OutgoingMessage.objects.waiting().filter(pk=message.pk).exists()


def _write_down(message: OutgoingMessage, failure: NotDelivered | None, *, now: datetime) -> None:
    if message.status != Status.TODO:
        return  # cancelled meanwhile, or our lease had ended and another worker was quicker
    match failure:
        case None:
            message.move_to(Status.SENT, at=now)
        case Refused(code=code):
            message.move_to(Status.DEAD, at=now, error=code)
            logger.error("Message %s is refused for good: %s.", message.pk, code)
        case MaybeSent(code=code):
            message.move_to(Status.UNKNOWN, at=now, error=code)
            logger.error("Message %s may have left, nobody knows: %s.", message.pk, code)
        case Unreachable(code=code):
            logger.error("Nothing can leave by %s: %s.", message.channel, code)
            _try_later(message, code, now=now)
        case Held(code=code):
            _try_later(message, code, now=now)


def _try_later(message: OutgoingMessage, code: str, *, now: datetime) -> None:
    again_at = next_attempt(
        created_at=message.created_at, attempts=message.attempts, message_id=message.pk, now=now
    )
    if again_at is None:
        message.move_to(Status.DEAD, at=now, error=code)
        logger.error("Message %s is given up after three days: %s.", message.pk, code)
        return
    message.next_attempt_at, message.last_error = again_at, code
    message.lease_until = message.lease_holder = None
    message.save()
    logger.warning("Message %s is held (attempt %d): %s.", message.pk, message.attempts, code)
    enqueue(tasks.deliver, delay=again_at - now, priority=tasks.LATER, message_id=str(message.pk))


def _put_off(domain: str, *, now: datetime) -> None:
    """A domain that answers slowly and badly makes its own messages wait, not everybody's."""
    waiting = OutgoingMessage.objects.due(now + SLACK).filter(to_domain=domain)
    count = waiting.update(next_attempt_at=now + PUT_OFF)
    logger.warning("%d messages to one slow domain are put off.", count)
