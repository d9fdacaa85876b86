"""Fills the database with the demonstration: nothing the second time, unless its files have changed."""

import hashlib
import io
from collections.abc import Iterator
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

CONTENT = ("national", "demo-loire")  # in this order: the territory stands on the national questionnaires


def steps_to_load(content: Path) -> Iterator[str]:
    """Load what is missing, naming each step before doing it.

    Each step may be done twice: an import brings what changed, and a year that is there stays as it is.
    So a first start that was interrupted is simply begun again.
    """
    fingerprint = fingerprint_of(content)
    if loaded_file().exists() and loaded_file().read_text() == fingerprint:
        return
    for folder in CONTENT:
        yield f"Content: {folder}"
        call_command("import", str(content / folder), stdout=io.StringIO())
    yield "A year of searches and requests (half a minute, this once)"
    call_command("demo_year", verbosity=0, stdout=io.StringIO())
    loaded_file().write_text(fingerprint)


def loaded_file() -> Path:
    """Where it is written down what this very database holds."""
    database = settings.DATABASES["default"]
    address = f"{database['HOST']}:{database['PORT']}/{database['NAME']}"
    name: str = hashlib.sha256(address.encode()).hexdigest()[:8]
    return Path(settings.DATA_DIR) / f"demo-loaded-{name}"


def fingerprint_of(content: Path) -> str:
    """Changes with any file of the demonstration."""
    digest = hashlib.sha256()
    for folder in CONTENT:
        for path in sorted((content / folder).rglob("*")):
            if path.is_file():
                digest.update(f"{path.relative_to(content)}\0".encode() + path.read_bytes() + b"\0")
    return digest.hexdigest()
