"""What is held on somebody, as a page shows it: every line with its words, nothing empty."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from boussole.core.typography import NO_BREAK, day_in_words, moment_in_words


@dataclass(frozen=True, slots=True)
class Line:
    """One thing said: a text, or other lines below it. `full` is a whole message, to be unfolded."""

    label: str
    text: str = ""
    below: tuple[Line, ...] = ()
    full: str = ""


def tree_of(told: Mapping[str, object], timezone: str) -> list[Line]:
    """The lines of one form, in order; what is empty is not shown."""
    return [line for label, value in told.items() if (line := _line(_sentence(label), value, timezone))]


def _line(label: str, value: object, timezone: str) -> Line | None:
    if isinstance(value, Mapping):
        return _item(label, value, timezone) if value else None
    if isinstance(value, list) and any(isinstance(each, Mapping) for each in value):
        below = tuple(line for each in value if (line := _first_said(each, timezone)))
        return Line(label, below=below) if below else None
    text = _words(value, timezone)
    return Line(label, text) if text else None


def _first_said(item: Mapping[str, object], timezone: str) -> Line | None:
    """One of several things: what comes first names it, a date or a structure, the rest is said after."""
    (label, first), *rest = item.items()
    if not rest:
        return _line(_sentence(label), first, timezone)
    return _item(_words(first, timezone) or "—", dict(rest), timezone)


def _item(label: str, told: Mapping[str, object], timezone: str) -> Line | None:
    """On one line when it is short, else one line for each thing."""
    holds_things = any(isinstance(value, Mapping | list) and value for value in told.values())
    if holds_things:
        return Line(label, below=tuple(tree_of(told, timezone)))
    whole = [value for value in told.values() if isinstance(value, str) and "\n" in value]
    said = [_said(name, value, timezone) for name, value in told.items() if value not in whole]
    return Line(label, " · ".join(filter(None, said)), full="\n\n".join(whole))


def _said(name: str, value: object, timezone: str) -> str:
    """Words speak for themselves; a number or a date needs its name."""
    text = _words(value, timezone)
    return text if isinstance(value, str) or not text else f"{name}{NO_BREAK}: {text}"


def _sentence(label: str) -> str:
    return label[:1].upper() + label[1:]


def _words(value: object, timezone: str) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ", ".join(_words(each, timezone) for each in value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if isinstance(value, datetime):
        return moment_in_words(value, timezone)
    if isinstance(value, date):
        return day_in_words(value, year=True)
    return str(value)
