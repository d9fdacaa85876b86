"""One HTTP exchange after the other, with a site that dies at any moment."""

from __future__ import annotations

import http.client
import socket
import time
from dataclasses import dataclass, field

TIMEOUT = 20.0  # seconds
PAUSE = 0.3  # seconds before trying again


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    location: str = ""
    cookies: str = ""
    body: str = ""


@dataclass
class Browser:
    """Posts, and posts the same again until somebody answers; counts what happened meanwhile."""

    port: int
    give_up_after: float = 90.0
    answers: dict[str, int] = field(default_factory=dict)

    def post(self, path: str, *, body: str, cookie: str, address: str) -> Answer | None:
        """The first answer that is neither an error of the server nor a silence; None when time is over."""
        give_up_at = time.monotonic() + self.give_up_after
        while time.monotonic() < give_up_at:
            answer = self.post_once(path, body=body, cookie=cookie, address=address)
            if answer is not None and answer.status < 500:
                return answer
            time.sleep(PAUSE)
        return None

    def post_once(self, path: str, *, body: str, cookie: str, address: str) -> Answer | None:
        headers = {"Content-Type": "application/x-www-form-urlencoded"}
        return self._exchange("POST", path, body=body, headers=headers, cookie=cookie, address=address)

    def get(self, path: str, *, cookie: str, address: str) -> Answer | None:
        return self._exchange("GET", path, cookie=cookie, address=address)

    def post_and_leave(self, path: str, *, body: str, cookie: str, address: str) -> None:
        """Send, and hang up before the answer: the phone has lost its network."""
        request = (
            f"POST {path} HTTP/1.1\r\nHost: localhost:{self.port}\r\nCookie: {cookie}\r\n"
            f"X-Forwarded-For: {address}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
            f"Content-Length: {len(body)}\r\nConnection: close\r\n\r\n{body}"
        )
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=TIMEOUT) as connection:
                connection.sendall(request.encode())
        except OSError:
            self._count("no answer")

    def _exchange(
        self, method: str, path: str, *, cookie: str, address: str, body: str | None = None,
        headers: dict[str, str] | None = None,
    ) -> Answer | None:  # fmt: skip
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=TIMEOUT)
        ours = {"Host": f"localhost:{self.port}", "Cookie": cookie, "X-Forwarded-For": address}
        try:
            connection.request(method, path, body=body, headers={**ours, **(headers or {})})
            answer = connection.getresponse()
            text = answer.read().decode()
        except (OSError, http.client.HTTPException):
            self._count("no answer")
            return None
        finally:
            connection.close()
        self._count(str(answer.status))
        cookies = "; ".join(c.partition(";")[0] for c in answer.headers.get_all("Set-Cookie") or ())
        return Answer(answer.status, answer.headers.get("Location", ""), cookies, text)

    def _count(self, what: str) -> None:
        self.answers[what] = self.answers.get(what, 0) + 1
