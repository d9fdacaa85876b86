"""SMS out: an HTTP gateway, or the console of one's own machine."""

import base64
import http.client
import json
import logging
import re
import ssl
from typing import Self
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings

from boussole.core.phones import is_mobile
from boussole.mail.gateways.outcomes import Held, MaybeSent, Refused, Unreachable
from boussole.mail.models import OutgoingMessage

TIMEOUT = 12  # seconds
SENDER = "Boussole"  # 11 letters at most, by the operators' rule; says nothing of the theme
# Signs outside the alphabet of GSM cost half the length of an SMS: only what changes nothing is replaced.
GSM = str.maketrans({"’": "'", "‘": "'", "«": '"', "»": '"', "–": "-", "—": "-", "…": "...", "\u00a0": " "})

logger = logging.getLogger(__name__)


def as_sms(text: str) -> str:
    """The text in the cheapest alphabet that says the same."""
    return re.sub(r'" ([^"]*) "', r'"\1"', text.translate(GSM))


class ConsoleSms:
    """Sends nothing: the web inbox shows the message, the console says that there is one."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        return None

    def connect(self) -> None:
        """Nothing to reach."""

    def send(self, message: OutgoingMessage) -> None:
        """Say that an SMS left.

        :raises Refused: for a number outside the allow-list
        """
        require_mobile(message)
        logger.info("SMS %s (%d characters) stays on this machine.", message.pk, len(message.body))


class HttpSms:
    """POSTs JSON to a provider: {id, to, from, text}, with the id of the row against duplicates."""

    def __init__(self, url: str) -> None:
        self.url = urlsplit(url)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *exception: object) -> None:
        return None

    def connect(self) -> None:
        """Each SMS has its own connection: providers close idle ones."""

    def send(self, message: OutgoingMessage) -> None:
        """Hand one SMS over.

        :raises Refused: for a number outside the allow-list, or that the provider refuses
        :raises Held: when the provider certainly did not take it
        :raises MaybeSent: when its answer was lost: an SMS is never sent twice
        """
        require_mobile(message)
        status = self._post(message)
        if status in (408, 429, 503):
            raise Held(f"sms_{status}")
        if status in (401, 402, 403) or 300 <= status < 400:
            raise Unreachable(f"sms_{status}")  # our account or our address, whoever the recipient
        if 400 <= status < 500:
            raise Refused(f"sms_{status}")
        if status >= 500:
            raise MaybeSent(f"sms_{status}")

    def _post(self, message: OutgoingMessage) -> int:
        connection = self._connection()
        try:
            try:
                connection.connect()
            except (OSError, http.client.HTTPException) as error:
                raise Unreachable("sms_unreachable") from error
            try:
                path = self.url.path or "/"
                connection.request("POST", path, body=_as_json(message), headers=self._headers(message))
                return connection.getresponse().status
            except (OSError, http.client.HTTPException) as error:
                raise MaybeSent("sms_answer_lost") from error
        finally:
            connection.close()

    def _connection(self) -> http.client.HTTPConnection:
        host = self.url.hostname or ""
        if self.url.scheme == "https":
            context = ssl.create_default_context()
            return http.client.HTTPSConnection(host, self.url.port, timeout=TIMEOUT, context=context)
        return http.client.HTTPConnection(host, self.url.port, timeout=TIMEOUT)

    def _headers(self, message: OutgoingMessage) -> dict[str, str]:
        headers = {"Content-Type": "application/json; charset=utf-8", "Idempotency-Key": str(message.pk)}
        if self.url.username:
            pair = f"{unquote(self.url.username)}:{unquote(self.url.password or '')}"
            headers["Authorization"] = "Basic " + base64.b64encode(pair.encode()).decode()
        return headers


def require_mobile(message: OutgoingMessage) -> None:
    """French and overseas mobiles only: elsewhere an SMS costs a lot, to whoever asks for it (T23).

    :raises Refused: for any other number
    """
    if not is_mobile(message.to_address):
        raise Refused("sms_not_a_mobile")


def _as_json(message: OutgoingMessage) -> bytes:
    said = {"id": str(message.pk), "to": message.to_address, "from": SENDER, "text": as_sms(message.body)}
    return json.dumps(said, ensure_ascii=False).encode()


def problem_of(url: str) -> str:
    """What is wrong with SMS_URL, or nothing. Never quotes it: it holds a password."""
    parts: SplitResult = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        return "SMS_URL: write https://user:token@gateway/path."
    if parts.scheme == "http" and parts.hostname not in ("localhost", "127.0.0.1", "::1"):
        return "SMS_URL: use https, phone numbers must not travel in clear."
    return ""


def sms_gateway() -> ConsoleSms | HttpSms:
    """The gateway that the settings ask for."""
    if settings.SMS_URL:
        if problem_of(settings.SMS_URL):
            raise Unreachable("bad_sms_url")
        return HttpSms(settings.SMS_URL)
    if settings.LOCAL:
        return ConsoleSms()
    raise Unreachable("no_sms_gateway")
