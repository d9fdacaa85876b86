"""The door of the domain to e-mail and SMS: what is sent here leaves if, and only if, the caller commits."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.db import models

from boussole.core.db import require_transaction
from boussole.core.jobs import enqueue
from boussole.core.phones import NotAPhoneNumber, parse
from boussole.mail import tasks, text
from boussole.mail.models import OutgoingMessage

LONGEST_SMS = 480  # characters: beyond, operators cut or refuse

Channel = OutgoingMessage.Channel
Status = OutgoingMessage.Status


class NotAnAddress(ValueError):
    """Nobody can be written to at this address. The address is not quoted: this ends in logs."""


def send(
    *,
    template: str,
    to: str,
    context: dict[str, object],
    about: models.Model,
    now: datetime,
    channel: str = Channel.EMAIL,
    sender_name: str = "",
) -> OutgoingMessage:
    """Store one message as written, and have it delivered once this transaction has committed.

    `template` is a folder: its `subject.txt` and `body.txt` make an e-mail, its `sms.txt` an SMS.

    :raises RuntimeError: outside a transaction: a message must not leave for something undone
    :raises NotAnAddress: when `to` is neither an e-mail address nor, for an SMS, a phone number
    """
    require_transaction()
    subject, body = _written(template, context, channel)
    address, domain = _address(to, channel)
    message = OutgoingMessage.objects.create(
        channel=channel,
        template=template,
        sender_name=text.single_line(sender_name) or parseaddr(settings.MAIL_FROM)[0],
        to_address=address,
        to_domain=domain,
        subject=subject,
        body=body,
        about_type=about._meta.label,
        about_id=str(about.pk),
        created_at=now,
        next_attempt_at=now,
    )
    # A row on Django's own connection: it commits with the message, or disappears with it.
    enqueue(tasks.deliver, message_id=str(message.pk))
    return message


def cancel(*, about: models.Model, now: datetime) -> int:
    """Hold back the messages about this row that still wait; return how many.

    One that the worker has in hand at this instant may be leaving: it is never tried again.
    """
    require_transaction()
    waiting = list(OutgoingMessage.objects.about(about).waiting().select_for_update())
    for message in waiting:
        message.move_to(Status.CANCELLED, at=now)
    return len(waiting)


def erase(*, about: models.Model, now: datetime) -> int:
    """Forget what was written about this row, and to whom: waiting messages are cancelled first.

    For a person who asks to be erased. Returns how many messages lost their text.
    """
    cancel(about=about, now=now)
    return erase_written(about=about, now=now)


def erase_written(*, about: models.Model, now: datetime) -> int:
    """The same, but what still waits leaves: it says that something is over, and nothing of anybody."""
    written = OutgoingMessage.objects.about(about).filter(erased_at__isnull=True)
    return erase_texts(written.exclude(status=Status.TODO), now=now)


def erase_texts(messages: models.QuerySet[OutgoingMessage], *, now: datetime) -> int:
    """Empty the address, the subject and the body of these messages; the row stays, for the count."""
    return messages.update(to_address="", to_domain="", subject="", body="", erased_at=now)


def _written(template: str, context: dict[str, object], channel: str) -> tuple[str, str]:
    if channel == Channel.SMS:
        return "", text.several_lines(text.rendered(f"{template}/sms.txt", context))[:LONGEST_SMS]
    subject = text.subject_line(text.rendered(f"{template}/subject.txt", context))
    return subject, text.several_lines(text.rendered(f"{template}/body.txt", context)) + "\n"


def _address(to: str, channel: str) -> tuple[str, str]:
    """The address as the gateway wants it, and the domain whose troubles it shares."""
    if channel == Channel.SMS:
        try:
            return parse(to), ""
        except NotAPhoneNumber as refusal:
            raise NotAnAddress("This is not a phone number.") from refusal
    local, at, domain = to.strip().rpartition("@")
    if not (local and at and domain) or text.single_line(to) != to.strip() or set(to) & set(' <>,;"\\'):
        raise NotAnAddress("This is not an e-mail address.")
    try:
        # École.fr travels as xn--cole-9oa.fr: every server understands it.
        domain = domain.lower().encode("idna").decode("ascii")
    except UnicodeError as error:
        raise NotAnAddress("The domain of this e-mail address is not one.") from error
    return f"{local}@{domain}", domain
