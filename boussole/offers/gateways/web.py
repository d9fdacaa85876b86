"""Ask an address of the web whether it still answers, without being led inside our own network (OWASP, SSRF)."""

from __future__ import annotations

import http.client
import ipaddress
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urljoin, urlsplit

from django.conf import settings

PATIENCE = 4.0  # seconds without a byte
AT_MOST = 10.0  # seconds for one answer, however steadily its bytes drip
PORTS = (80, 443)  # pages for everybody; other ports are services that nobody asked us to try
MOST_REDIRECTIONS = 3
GONE = (404, 410)
_TRANSLATED = ipaddress.ip_network("64:ff9b::/96")  # an IPv4 address behind a NAT64 (RFC 6052)
AGENT = "La Boussole des jeunes (verification de liens)"


class Answer(StrEnum):
    """What is known after asking once."""

    ALIVE = "ALIVE"
    GONE = "GONE"  # the site itself says that there is nothing
    UNKNOWN_NAME = "UNKNOWN_NAME"  # no such name: a dead site, or our own network that has a bad day
    UNSURE = "UNSURE"  # refuses robots, too slow, not reachable from here


@dataclass(frozen=True, slots=True)
class Look:
    """What one look found, and the short words that tell it."""

    answer: Answer
    words: str


class _Inside(Exception):
    """The name leads to an address that is not on the public internet."""


def look(url: str) -> Look:
    """Ask with GET, read nothing but the status, follow few redirections, each checked like the first."""
    for _ in range(MOST_REDIRECTIONS + 1):
        try:
            status, target = _status(url)
        except _Inside:
            return Look(Answer.UNSURE, "adresse privée")
        except socket.gaierror as error:
            unknown = error.errno in (socket.EAI_NONAME, getattr(socket, "EAI_NODATA", None))
            return Look(Answer.UNKNOWN_NAME if unknown else Answer.UNSURE, "nom de site inconnu")
        except (OSError, http.client.HTTPException, ValueError):
            return Look(Answer.UNSURE, "pas de réponse")
        if target is None:
            break
        url = urljoin(url, target)
    else:
        return Look(Answer.UNSURE, "trop de redirections")
    if status in GONE:
        return Look(Answer.GONE, f"erreur {status}")
    return Look(Answer.ALIVE, "") if status < 400 else Look(Answer.UNSURE, f"erreur {status}")


def _status(url: str) -> tuple[int, str | None]:
    """The status of one address, and where it sends when it redirects."""
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise ValueError("not a page of the web")
    port = parts.port or (443 if parts.scheme == "https" else 80)
    if port not in PORTS and not settings.LINKS_MAY_BE_LOCAL:
        raise ValueError("not a port of web pages")
    connection = _Pinned(parts.hostname, port, _address(parts.hostname, port), parts.scheme == "https")
    try:
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        connection.connect()
        with _cut_after(connection.sock, AT_MOST):
            connection.request("GET", path, headers={"User-Agent": AGENT, "Accept": "text/html,*/*"})
            answer = connection.getresponse()
        target = answer.getheader("Location") if 300 <= answer.status < 400 else None
        return answer.status, target
    finally:
        connection.close()


@contextmanager
def _cut_after(line: socket.socket, seconds: float) -> Iterator[None]:
    """A site that drips its headers, or says « 100 Continue » for ever, never lets the patience of a socket end."""

    def cut() -> None:
        with suppress(OSError):
            line.shutdown(socket.SHUT_RDWR)

    watch = threading.Timer(seconds, cut)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _address(host: str, port: int) -> str:
    """One address of this name, refused unless all of them are on the public internet."""
    found = {str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)}
    if not settings.LINKS_MAY_BE_LOCAL and not all(_is_public(each) for each in found):
        raise _Inside
    return sorted(found)[0]


def _is_public(address: str) -> bool:
    """Whether this address is on the public internet, and so is the one that it may hide."""
    found = ipaddress.ip_address(address)
    if isinstance(found, ipaddress.IPv4Address):
        return found.is_global and not found.is_multicast
    hidden = found.sixtofour or found.ipv4_mapped or (found.teredo or (None, None))[1]
    if found in _TRANSLATED:
        hidden = ipaddress.IPv4Address(found.packed[-4:])
    is_global = found.is_global and not found.is_multicast and not found.is_site_local
    return is_global and (hidden is None or _is_public(str(hidden)))


class _Pinned(http.client.HTTPConnection):
    """Connects to the address that was checked: asking the name again could lead elsewhere."""

    def __init__(self, host: str, port: int, address: str, secure: bool) -> None:
        super().__init__(host, port, timeout=PATIENCE)
        self._address, self._secure = address, secure

    def connect(self) -> None:
        plain = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(plain, server_hostname=self.host)
        else:
            self.sock = plain
