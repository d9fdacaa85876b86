"""A mail server that keeps a book of all it accepted, and whose weather can be changed at any moment."""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from email.parser import BytesHeaderParser
from random import Random
from typing import Any

from aiosmtpd.smtp import SMTP, Envelope, Session

POISON_DOMAIN = "impossible.example.org"


@dataclass(frozen=True, slots=True)
class Accepted:
    """One message that the server answers for. `was_cut`: it hung up before saying so."""

    message_id: str
    to: str
    began: float  # when somebody began to hand it over
    at: float
    was_cut: bool


@dataclass
class Weather:
    """What the server does to those who talk to it."""

    seconds_per_answer: float = 0.0
    share_of_4xx: float = 0.0
    share_of_cuts: float = 0.0
    refuses_poison: bool = False


@dataclass
class PostOffice:
    """The server, in a thread of the harness: whatever is killed, its book stays."""

    random: Random
    port: int = 0
    weather: Weather = field(default_factory=Weather)
    accepted: list[Accepted] = field(default_factory=list)
    refused_for_good: set[str] = field(default_factory=set)
    answers: dict[str, int] = field(default_factory=dict)
    # Called once, when a text arrives and before anything is answered; the text is then not accepted.
    at_next_data: Callable[[], None] | None = None

    def __post_init__(self) -> None:
        self._loop = asyncio.new_event_loop()
        self._server: asyncio.Server | None = None
        self._talking: set[asyncio.Transport] = set()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)

    @property
    def url(self) -> str:
        return f"smtp://127.0.0.1:{self.port}/?tls=0"

    # --- Open, closed ---------------------------------------------------------------------------------
    def start(self) -> None:
        self.port = self.port or free_port()
        self._thread.start()
        self.open()

    def stop(self) -> None:
        self.close()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join()

    def open(self) -> None:
        self._do(self._open())

    def close(self) -> None:
        """Down: the port refuses, and who was talking is cut off."""
        self._do(self._close())

    async def _open(self) -> None:
        if self._server is None:
            self._server = await self._loop.create_server(self._conversation, "127.0.0.1", self.port)

    async def _close(self) -> None:
        if self._server is not None:
            self._server.close()
            self._server = None
        for transport in list(self._talking):
            transport.abort()

    def _do(self, task: Any) -> None:
        asyncio.run_coroutine_threadsafe(task, self._loop).result(timeout=10)

    def _conversation(self) -> SMTP:
        talking = self._talking

        class Conversation(SMTP):
            def connection_made(self, transport: Any) -> None:
                talking.add(transport)
                super().connection_made(transport)

            def connection_lost(self, error: Exception | None) -> None:
                talking.discard(self.transport)
                super().connection_lost(error)

        return Conversation(self, hostname="127.0.0.1", loop=self._loop, enable_SMTPUTF8=True)

    # --- What it answers --------------------------------------------------------------------------------
    async def handle_MAIL(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        envelope.mail_from = address
        envelope.mail_options.extend(options)
        session.began = time.time()  # type: ignore[attr-defined]
        return "250 OK"

    async def handle_RCPT(
        self, server: SMTP, session: Session, envelope: Envelope, address: str, options: list[str]
    ) -> str:
        await asyncio.sleep(self.weather.seconds_per_answer)
        if self.weather.refuses_poison and address.endswith(f"@{POISON_DOMAIN}"):
            self.refused_for_good.add(address)
            return self._said("550 5.1.2 No such domain")
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: SMTP, session: Session, envelope: Envelope) -> str:
        if strike := self.at_next_data:
            self.at_next_data = None
            strike()
            server.transport.abort()
            return self._said("421 Struck")
        await asyncio.sleep(self.weather.seconds_per_answer)
        if server.transport is None or server.transport.is_closing():
            return self._said("421 Gone")
        if self.random.random() < self.weather.share_of_4xx:
            return self._said("451 4.3.0 Try again later")
        was_cut = self.random.random() < self.weather.share_of_cuts
        assert isinstance(envelope.content, bytes)
        message_id = str(BytesHeaderParser().parsebytes(envelope.content)["Message-ID"])
        began, now = session.began, time.time()  # type: ignore[attr-defined]
        self.accepted += [Accepted(message_id, to, began, now, was_cut) for to in envelope.rcpt_tos]
        if was_cut:
            server.transport.abort()
            return self._said("hung up after DATA")
        return self._said("250 OK")

    def _said(self, answer: str) -> str:
        self.answers[answer] = self.answers.get(answer, 0) + 1
        return answer


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return int(trial.getsockname()[1])
