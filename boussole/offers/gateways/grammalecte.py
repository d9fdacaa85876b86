"""French spelling and grammar, by Grammalecte (Debian's `grammalecte-cli`), offline. Absent, nothing is said."""

from __future__ import annotations

import json
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

PATIENCE = 5.0  # seconds: it needs 0.3; slower, the page goes on without it
_OFF = (
    "typo",
    "apos",
    "nbsp",
    "esp",
    "unit",
    "num",
    "nf",
    "minis",
    "eepi",
    "maj",
)  # signs: ours to set right


@dataclass(frozen=True, slots=True)
class Mistake:
    """What is written, what is wrong (French), and what could be written instead."""

    quote: str
    message: str
    suggestions: tuple[str, ...] = ()
    is_unknown_word: bool = False  # absent from the dictionary; else a fault of grammar


def is_there() -> bool:
    """Whether this machine has the proofreader."""
    return shutil.which("grammalecte-cli") is not None


@lru_cache(maxsize=512)
def mistakes(text: str) -> tuple[Mistake, ...]:
    """The mistakes of a text, in order; none when the proofreader is not there or takes too long."""
    if not text.strip() or not is_there():
        return ()
    lines = [" ".join(line.split()) for line in text.splitlines() if line.strip()]
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(lines))
        file.flush()
        command = ["grammalecte-cli", "-f", file.name, "-j", "-wss", "-off", *_OFF]
        try:
            done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=True)  # noqa: S603
            read = json.loads(done.stdout)
        except (subprocess.SubprocessError, ValueError):
            return ()
    return tuple(_mistakes(read["data"], lines))


def _mistakes(paragraphs: Iterable[dict[str, Any]], lines: list[str]) -> Iterable[Mistake]:
    for paragraph in paragraphs:
        line = lines[paragraph["iParagraph"] - 1]
        found = [*paragraph["lGrammarErrors"], *paragraph["lSpellingErrors"]]
        for each in sorted(found, key=lambda one: one["nStart"]):
            quote = line[each["nStart"] : each["nEnd"]]
            if "sValue" in each:
                words = "Ce mot n’est pas dans le dictionnaire."
                yield Mistake(quote, words, _first(each.get("aSuggestions")), is_unknown_word=True)
            else:
                yield Mistake(quote, each["sMessage"].strip(), _first(each["aSuggestions"]))


def _first(suggestions: list[str] | None) -> tuple[str, ...]:
    return tuple((suggestions or [])[:3])
