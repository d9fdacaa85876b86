"""Fills an empty database with the demonstration, once."""

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

CONTENT = ("national", "demo-loire")  # in this order: the territory builds on the national questionnaires


def steps_to_load(content: Path) -> Iterator[str]:
    """Load what is missing, telling each step before it is done.

    Content is imported again when its files changed (an import is idempotent); the year of requests is
    written once, since the visitor's own requests live among them.
    """
    loaded = _Loaded.read()
    for folder in CONTENT:
        fingerprint = _fingerprint(content / folder)
        if loaded.content.get(folder) != fingerprint:
            yield f"Content: {folder}"
            call_command("import", str(content / folder), verbosity=0)
            loaded.content[folder] = fingerprint
            loaded.write()
    if not loaded.has_a_year:
        yield "A year of requests"
        call_command("demo_year", verbosity=0)
        loaded.has_a_year = True
        loaded.write()


class _Loaded:
    """What was loaded into this very database: kept beside it, read at each start of the demo."""

    def __init__(self, content: dict[str, str], has_a_year: bool) -> None:
        self.content = content
        self.has_a_year = has_a_year

    @classmethod
    def read(cls) -> "_Loaded":
        try:
            kept = json.loads(cls._file().read_text())
        except FileNotFoundError:
            return cls({}, has_a_year=False)
        return cls(kept["content"], kept["has_a_year"])

    def write(self) -> None:
        self._file().write_text(json.dumps({"content": self.content, "has_a_year": self.has_a_year}))

    @staticmethod
    def _file() -> Path:
        database = settings.DATABASES["default"]
        address = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
        return settings.DATA_DIR / f"demo-loaded-{hashlib.sha256(address.encode()).hexdigest()[:8]}.json"


def _fingerprint(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            digest.update(str(path.relative_to(folder)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()
