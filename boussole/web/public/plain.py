"""What is held on somebody, as a page shows it: every line with its words, nothing empty."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from boussole.core.typography import day_in_words, moment_in_words


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: a text, or other lines below it."""

    label: str
    text: str = ""
    below: tuple[Line, ...] = ()


def tree_of(told: Mapping[str, object], timezone: str) -> list[Line]:
    """The lines of one form, in order; what is empty is not shown."""
    return [line for label, value in told.items() if (line := _line(label, value, timezone))]


def _line(label: str, value: object, timezone: str) -> Line | None:
    label = label[:1].upper() + label[1:]
    if isinstance(value, Mapping):
        below = tree_of(value, timezone)
        return Line(label, below=tuple(below)) if below else None
    if isinstance(value, list):
        return _list(label, value, timezone)
    text = _words(value, timezone)
    return Line(label, text) if text else None


def _list(label: str, values: Iterable[object], timezone: str) -> Line | None:
    """Texts on one line; things with several lines, one below the other."""
    values = list(values)
    below: list[Line] = []
    for number, value in enumerate(values, start=1):
        if isinstance(value, Mapping):
            lines = tree_of(value, timezone)
            is_one = len(lines) == 1 and not lines[0].below
            below += lines if is_one else [Line(f"{number}", below=tuple(lines))]
    if below:
        return Line(label, below=tuple(below))
    text = ", ".join(_words(value, timezone) for value in values)
    return Line(label, text) if text else None


def _words(value: object, timezone: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return moment_in_words(value, timezone)
    if isinstance(value, date):
        return day_in_words(value, year=True)
    return str(value)
