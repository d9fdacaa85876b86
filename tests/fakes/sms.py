"""A small SMS provider over HTTP, which can refuse, break, or answer too late."""

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class FakeSms:
    """What the provider answers, to be changed at any moment, and what it received."""

    port: int = 0
    status: int = 200
    seconds_to_answer: float = 0
    received: list[dict] = field(default_factory=list)
    headers: list[dict] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://boussole:secret@127.0.0.1:{self.port}/send"


@contextmanager
def sms_provider() -> Iterator[FakeSms]:
    """A provider in a thread of ours, stopped at the end."""
    fake = FakeSms()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            fake.received.append({"path": self.path, **body})
            fake.headers.append(dict(self.headers))
            time.sleep(fake.seconds_to_answer)
            self.send_response(fake.status)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *arguments: object) -> None:
            """Quiet."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    fake.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True)
    thread.start()
    try:
        yield fake
    finally:
        server.shutdown()
        server.server_close()
