"""The six digits that open the follow-up page: nothing else is said, to whoever reads over the shoulder."""

from __future__ import annotations

from datetime import datetime

from boussole.contact_requests import contacts
from boussole.contact_requests.message_names import FOLDER
from boussole.contact_requests.models import AccessCode
from boussole.mail import outbox
from boussole.mail.models import OutgoingMessage


def send_code(asked: AccessCode, contact: str, digits: str, *, now: datetime) -> None:
    """By e-mail or by SMS, as was typed. It is about the code, and never shows with a request."""
    Channel = OutgoingMessage.Channel
    outbox.send(
        template=f"{FOLDER}/access_code",
        to=contact,
        context={"digits": digits},
        about=asked,
        now=now,
        channel=Channel.EMAIL if contacts.is_email(contact) else Channel.SMS,
    )
