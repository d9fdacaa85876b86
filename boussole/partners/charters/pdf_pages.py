"""How many pages a PDF has, counted in a process of its own, which has little time and little memory.

Sixty kilobytes may unfold into gigabytes, or into sixteen million references to read one by one: whatever reads a
stranger's PDF can be kept busy for minutes (guarantees.md T31). Here it dies, and the file is a damaged one.

Run as a program, this file is that process: it knows nothing of the product, not even its settings.
"""

from __future__ import annotations

import io
import subprocess
import sys

SECONDS, MEGABYTES = 5, 512
PATIENCE = 20  # seconds: on a busy machine, five of work take longer
TAIL = 2048  # bytes: where a whole file says where its table is


def pages_of(data: bytes) -> int | None:
    """The number of its pages; None for a file that cannot be read: cut, locked by a password, or made to break."""
    if b"startxref" not in data[-TAIL:]:
        return None
    program = [sys.executable, "-I", __file__]
    try:
        done = subprocess.run(program, input=data, capture_output=True, timeout=PATIENCE, check=True)  # noqa: S603
        return int(done.stdout)
    except (subprocess.SubprocessError, ValueError):
        return None


def _limit_oneself() -> None:
    import resource  # noqa: PLC0415  this process alone

    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEGABYTES << 20, MEGABYTES << 20))


def _count(data: bytes) -> int:
    from pyhanko.pdf_utils.reader import PdfFileReader  # noqa: PLC0415  heavy, and in this process alone

    reader = PdfFileReader(io.BytesIO(data))
    if reader.encrypted:
        raise ValueError("A password is asked.")
    return int(reader.root["/Pages"]["/Count"])


if __name__ == "__main__":
    _limit_oneself()
    print(_count(sys.stdin.buffer.read()))
