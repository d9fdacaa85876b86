"""Logs hold ids and codes, never what a person typed (guarantees.md T26)."""

import json
import logging
import re
import traceback
from datetime import UTC, datetime

# Left as they are: they look like phone numbers and say nothing of anybody.
UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"
MOMENT = r"\d{4}-\d\d-\d\d[ T]\d\d:\d\d"
# What looks like an e-mail, a phone or social-security number, a search, or a secret link, whatever
# put it there. The order matters: a link is recognised whole before its parts are.
PATTERNS = (
    (
        re.compile(
            r"(/(?:suivi|invitation|lien|extranet/mail|extranet/agenda|extranet/confirmation|mot-de-passe/nouveau)/)[^\s/?\"'<>]{8,}"
        ),
        r"\1[secret]",
    ),
    (re.compile(r"(?<=[\w/])\?[\w.%-]+=[^\s\"'<>]*"), "?[query]"),
    (re.compile(r"[^\s@<>()\[\]\"',;:=]+(?:@|%40)[\w-]+(?:\.[\w-]+)+"), "[e-mail]"),
    (
        re.compile(
            rf"({UUID}|{MOMENT})|(?<!\w)(?:\+|00)?\d(?:(?:[ .\u00a0-]|%20)?\d){{8,24}}(?!\w)", re.IGNORECASE
        ),
        lambda found: found[1] or "[number]",
    ),
    (re.compile(r"(?<=[/=])(?=[\w-]*\d)(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[\w-]{22,}"), "[secret]"),
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
        told.append(f"{frames}{type(step).__module__}.{type(step).__qualname__}{_codes(step)}")
        step = step.__cause__ or (None if step.__suppress_context__ else step.__context__)
    return "\n… which came from …\n".join(told)


def _codes(error: BaseException) -> str:
    """What PostgreSQL says in codes: the kind of refusal and the constraint, never the row."""
    cause = error.__cause__ or error
    constraint = getattr(getattr(cause, "diag", None), "constraint_name", None)
    codes = [code for code in (getattr(cause, "sqlstate", None), constraint) if code]
    return f" ({', '.join(codes)})" if codes else ""


def _message(record: logging.LogRecord) -> str:
    try:
        return record.getMessage()
    except (TypeError, ValueError):
        return f"{record.msg} (its arguments do not fit)"


class Redact(logging.Filter):
    """Rewrites each record before any handler formats it; tracebacks included."""

    def filter(self, record: logging.LogRecord) -> bool:
        record.msg, record.args = redacted(_message(record)), ()
        if record.exc_info and record.exc_info[1] is not None:
            # Formatters would write the message of the exception again: only our text is left to them.
            record.exc_text, record.exc_info = where_it_failed(record.exc_info[1]), None
        if record.stack_info:
            record.stack_info = redacted(record.stack_info)
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
