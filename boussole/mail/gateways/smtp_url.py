"""Reads SMTP_URL: smtp://user:password@host:587/?tls=1"""

from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import parse_qs, unquote, urlsplit

HOW_TO = "write smtp://user:password@host:587/ (STARTTLS required), smtps://…:465/, or smtp://…:25/?tls=0"


class BadSmtpUrl(ValueError):
    """The address of the mail server cannot be read. The message never quotes it: it holds a password."""

    def __init__(self, problem: str) -> None:
        super().__init__(f"SMTP_URL: {problem}; {HOW_TO}.")


class Encryption(StrEnum):
    STARTTLS = "starttls"
    TLS = "tls"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class SmtpServer:
    host: str
    port: int
    encryption: Encryption
    user: str = ""
    password: str = field(default="", repr=False)


def read(url: str) -> SmtpServer:
    """The server that an address names. Encrypted unless the address says `tls=0`.

    :raises BadSmtpUrl: saying what is wrong and how to write it
    """
    parts = urlsplit(url)
    if parts.scheme not in ("smtp", "smtps"):
        raise BadSmtpUrl("it must start with smtp:// or smtps://")
    if not parts.hostname:
        raise BadSmtpUrl("the host is missing")
    if parts.path not in ("", "/"):
        raise BadSmtpUrl("nothing is expected after the port but ?tls=")
    if bool(parts.username) != bool(parts.password):
        raise BadSmtpUrl("a user needs a password, and a password a user (write special signs as %40)")
    options = parse_qs(parts.query, keep_blank_values=True)
    if set(options) - {"tls"} or options.get("tls", ["1"]) not in (["0"], ["1"]):
        raise BadSmtpUrl("the only option is tls, 0 or 1")
    if parts.scheme == "smtps":
        encryption, usual_port = Encryption.TLS, 465
    elif options.get("tls") == ["0"]:
        encryption, usual_port = Encryption.NONE, 25
    else:
        encryption, usual_port = Encryption.STARTTLS, 587
    try:
        port = parts.port or usual_port
    except ValueError as error:
        raise BadSmtpUrl("the port must be a number from 1 to 65535") from error
    user, password = unquote(parts.username or ""), unquote(parts.password or "")
    return SmtpServer(parts.hostname, port, encryption, user, password)
