"""A real SMTP server that can refuse, be slow, or hang up at the worst moment."""

import asyncio
import socket
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


@dataclass
class FakeSmtp:
    """What the server answers, to be changed at any moment, and what it received."""

    port: int = 0
    refusals: dict[str, str] = field(default_factory=dict)  # recipient or domain -> "550 …"
    answer_to_data: str = ""  # "451 …": instead of accepting the text
    seconds_per_answer: float = 0
    cut_after_data: int = 0  # how many times to hang up between accepting a message and saying so
    received: list[EmailMessage] = field(default_factory=list)
    connections: int = 0

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}/?tls=0"

    @property
    def message_ids(self) -> list[str]:
        return [str(email["Message-ID"]) for email in self.received]

    async def handle_EHLO(
        self, server: SMTP, session: Session, envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        self.connections += 1
        session.host_name = hostname
        return responses

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.sleep(self.seconds_per_answer)
        refusal = self.refusals.get(address) or self.refusals.get(address.rpartition("@")[2])
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        await asyncio.sleep(self.seconds_per_answer)
        if self.answer_to_data:
            return self.answer_to_data
        assert isinstance(envelope.content, bytes)
        email = message_from_bytes(envelope.content, policy=policy.default)
        assert isinstance(email, EmailMessage)
        self.received.append(email)
        if self.cut_after_data:
            self.cut_after_data -= 1
            server.transport.abort()
        return "250 OK"


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@contextmanager
def smtp_server(
    *, tls: ssl.SSLContext | None = None, login: tuple[str, str] | None = None
) -> Iterator[FakeSmtp]:
    """A server in a thread of ours, stopped at the end; with `tls`, it offers STARTTLS and requires it."""
    fake = FakeSmtp(port=free_port())
    options: dict = {"tls_context": tls, "require_starttls": tls is not None}
    if login:
        expected = tuple(part.encode() for part in login)

        def authenticator(server, session, envelope, mechanism, given):
            return AuthResult(success=(given.login, given.password) == expected, handled=False)

        options |= {
            "authenticator": authenticator,
            "auth_required": True,
            "auth_require_tls": tls is not None,
        }
    controller = Controller(fake, hostname="127.0.0.1", port=fake.port, **options)
    controller.start()
    try:
        yield fake
    finally:
        controller.stop()
