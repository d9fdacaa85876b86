"""Logs hold ids and codes, never what a person typed (guarantees.md T26)."""

import logging
import re

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


class Redact(logging.Filter):
    """Rewrites each record before any handler formats it; tracebacks included."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(record.getMessage()), ()
        if record.exc_info and record.exc_info[0] is not None:
            # The message of an exception may quote a row; its type and place are enough to find it.
            record.exc_text = redacted(logging.Formatter().formatException(record.exc_info))
        return True
