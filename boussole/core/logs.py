"""Logs hold ids and codes, never what a person typed (guarantees.md T26)."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

# What looks like an e-mail, a phone number or a secret link, whatever put it there.
PATTERNS = (
    (re.compile(r"[\w.+-]+@[\w-]+\.[\w.-]+"), "[e-mail]"),
    (re.compile(r"(?<!\w)(?:\+|00)?\d(?:[ .-]?\d){8,13}(?!\w)"), "[number]"),
    (re.compile(r"(/(?:suivi|invitation|lien|mot-de-passe/nouveau)/)[\w:-]{8,}"), r"\1[secret]"),
)


def redacted(text: str) -> str:
    """The text without anything that looks personal or secret."""
    for pattern, replacement in PATTERNS:
        text = pattern.sub(replacement, text)
    return text


def where_it_failed(error: BaseException) -> str:
    """The traceback without the messages of its exceptions: they quote rows, forms and addresses.

    The kind of the exception and the lines of code are enough to find the cause.
    """
    told: list[str] = []
    seen: set[int] = set()
    step: BaseException | None = error
    while step is not None and id(step) not in seen:
        seen.add(id(step))
        frames = "".join(traceback.format_tb(step.__traceback__))
        told.append(f"{frames}{type(step).__module__}.{type(step).__qualname__}")
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return "\n… which came from …\n".join(told)


class Redact(logging.Filter):
    """Rewrites each record before any handler formats it; tracebacks included."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), ()
        if record.exc_info and record.exc_info[1] is not None:
            # Formatters would write the message of the exception again: only our text is left to them.
            record.exc_text, record.exc_info = where_it_failed(record.exc_info[1]), None
        return True


class JsonLines(logging.Formatter):
    """One JSON object a line, of these fields alone: what libraries attach (the request!) stays out."""

    def format(self, record: logging.LogRecord) -> str:
        line = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": record.getMessage(),
        }
        if record.exc_text:
            line["failure"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)
