"""E-mail out: any SMTP server, or the web inbox of the demo."""

import contextlib
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import format_datetime, formataddr, parseaddr
from typing import Self

from django.conf import settings

from boussole.mail.gateways.outcomes import Held, NotDelivered, Refused, Unreachable
from boussole.mail.gateways.smtp_url import BadSmtpUrl, Encryption, SmtpServer, read
from boussole.mail.models import OutgoingMessage

CONNECT_TIMEOUT = 10  # seconds
ANSWER_TIMEOUT = (
    25  # seconds; a server may read a whole text before answering, and four answers fit in a lease
)


def sender_address() -> str:
    """The bare address that messages come from."""
    return parseaddr(settings.MAIL_FROM)[1]


def as_email(message: OutgoingMessage) -> EmailMessage:
    """The message as RFC 5322 wants it: plain text, and nothing that invites an automatic answer."""
    email = EmailMessage()
    email["From"] = formataddr((message.sender_name, sender_address()))
    email["To"] = message.to_address
    email["Subject"] = message.subject
    email["Date"] = format_datetime(message.created_at)
    email["Message-ID"] = message.message_id
    # No holiday notice may answer us, and we answer none (RFC 3834; guarantees.md T24).
    email["Auto-Submitted"] = "auto-generated"
    email["X-Auto-Response-Suppress"] = "All"
    email["Content-Language"] = "fr"
    email.set_content(message.body, cte="quoted-printable")
    return email


class WebInbox:
    """Keeps every message inside: the row is the delivery. On one's own machine and in the demo only."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        return None

    def connect(self) -> None:
        """Nothing to reach."""

    def send(self, message: OutgoingMessage) -> None:
        as_email(message).as_bytes()  # what could not leave must not look as if it had


class SmtpGateway:
    """One SMTP connection, opened at the first message and kept for the following ones."""

    def __init__(self, server: SmtpServer) -> None:
        self.server = server
        self._connection: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        self._hang_up()

    def connect(self) -> None:
        """Open the connection, unless we already have one.

        :raises Unreachable: when the server does not answer, or does not encrypt as it must
        """
        self._connected()

    def _connected(self) -> smtplib.SMTP:
        if self._connection is not None:
            return self._connection
        try:
            self._connection = self._open()
            return self._connection
        except smtplib.SMTPAuthenticationError as error:
            raise Unreachable("smtp_login_refused") from error
        except smtplib.SMTPNotSupportedError as error:
            raise Unreachable("smtp_without_starttls") from error
        except ssl.SSLError as error:
            raise Unreachable("smtp_bad_certificate") from error
        except TimeoutError as error:
            raise Unreachable("smtp_timeout") from error
        except smtplib.SMTPResponseException as error:
            raise Unreachable(f"smtp_{error.smtp_code}_at_connection") from error
        except (OSError, smtplib.SMTPException) as error:
            raise Unreachable("smtp_unreachable") from error

    def send(self, message: OutgoingMessage) -> None:
        """Hand one message over to the server, which then answers for it.

        :raises Refused: on a 5xx for this recipient or this text
        :raises Held: on a 4xx, or when the conversation breaks
        """
        connection = self._connected()
        try:
            connection.send_message(as_email(message), to_addrs=[message.to_address])
        except smtplib.SMTPRecipientsRefused as error:
            ((code, _answer),) = error.recipients.values()
            raise _refusal(code) from error
        except smtplib.SMTPSenderRefused as error:
            # Our own address is refused, whoever the recipient: the configuration is to be mended.
            raise Held(f"smtp_{error.smtp_code}_sender") from error
        except smtplib.SMTPResponseException as error:
            raise _refusal(error.smtp_code) from error
        except smtplib.SMTPNotSupportedError as error:
            raise Refused("smtp_address_not_ascii") from error
        except TimeoutError as error:
            self._hang_up()
            raise Held("smtp_timeout") from error
        except (OSError, smtplib.SMTPException) as error:
            self._hang_up()
            raise Held("smtp_connection_lost") from error

    def _open(self) -> smtplib.SMTP:
        context = ssl.create_default_context()
        address = (self.server.host, self.server.port)
        # We greet with the domain of our address: the name of this machine is nobody's business.
        ourselves = sender_address().rpartition("@")[2]
        if self.server.encryption is Encryption.TLS:
            connection: smtplib.SMTP = smtplib.SMTP_SSL(
                *address, local_hostname=ourselves, timeout=CONNECT_TIMEOUT, context=context
            )
        else:
            connection = smtplib.SMTP(*address, local_hostname=ourselves, timeout=CONNECT_TIMEOUT)
        try:
            if self.server.encryption is Encryption.STARTTLS:
                connection.starttls(context=context)
            if self.server.user:
                connection.login(self.server.user, self.server.password)
            if connection.sock is not None:
                connection.sock.settimeout(ANSWER_TIMEOUT)
        except BaseException:
            connection.close()
            raise
        return connection

    def _hang_up(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            with contextlib.suppress(OSError, smtplib.SMTPException):
                connection.quit()
            connection.close()


def _refusal(code: int) -> NotDelivered:
    return Refused(f"smtp_{code}") if 500 <= code < 600 else Held(f"smtp_{code}")


def email_gateway() -> WebInbox | SmtpGateway:
    """The gateway that the settings ask for.

    :raises Unreachable: in a deployment without a mail server: everything waits, nothing is lost
    """
    if settings.SMTP_URL:
        try:
            return SmtpGateway(read(settings.SMTP_URL))
        except BadSmtpUrl as error:
            raise Unreachable("bad_smtp_url") from error
    if settings.LOCAL:
        return WebInbox()
    raise Unreachable("no_mail_server")
