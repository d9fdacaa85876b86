"""Opening hours written for machines (OpenStreetMap), in French words. Pure.

« Mo-Fr 08:30-12:30,14:00-17:00; PH off » is « du lundi au vendredi, de 8 h 30 à 12 h 30 et de 14 h à 17 h ; fermé
les jours fériés ». What is more subtle than days and hours is left: a wrong hour sends somebody to a closed door.
"""

from __future__ import annotations

import re

from boussole.core.typography import DAYS, NO_BREAK, enumeration

LONGEST = 200  # characters of our column
_NAMES = dict(zip(("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"), DAYS, strict=True))
_DAY = "(?:Mo|Tu|We|Th|Fr|Sa|Su)"
_RULE = re.compile(
    rf"^(?P<days>{_DAY}(?:-{_DAY})?(?:\s*,\s*{_DAY}(?:-{_DAY})?)*)\s+"
    r"(?P<hours>off|closed|\d{1,2}:\d\d-\d{1,2}:\d\d(?:\s*,\s*\d{1,2}:\d\d-\d{1,2}:\d\d)*)$"
)
_HOLIDAYS = re.compile(r"^PH\s+(off|closed)$")


def in_french(written: str) -> str:
    """The hours in words, or nothing when they cannot be said for certain."""
    rules = [rule.strip() for rule in written.split(";") if rule.strip()]
    if [rule for rule in rules if rule == "24/7"]:
        return "jour et nuit, tous les jours" if len(rules) == 1 else ""
    said: list[str] = []
    for rule in rules:
        words = _rule(rule)
        if not words:
            return ""
        said.append(words)
    text = f"{NO_BREAK}; ".join(said)
    return text if len(text) <= LONGEST else ""


def _rule(rule: str) -> str:
    if _HOLIDAYS.match(rule):
        return "fermé les jours fériés"
    found = _RULE.match(rule)
    if not found:
        return ""
    days = enumeration([_days(part.strip()) for part in found["days"].split(",")])
    if found["hours"] in ("off", "closed"):
        return f"fermé {days}"
    return f"{days}, {enumeration([_span(part.strip()) for part in found['hours'].split(',')])}"


def _days(written: str) -> str:
    first, _, last = written.partition("-")
    return f"du {_NAMES[first]} au {_NAMES[last]}" if last else f"le {_NAMES[first]}"


def _span(written: str) -> str:
    opens, closes = written.split("-")
    return f"de {_hour(opens)} à {_hour(closes)}"


def _hour(written: str) -> str:
    hours, minutes = written.split(":")
    return f"{int(hours)}{NO_BREAK}h" + (f"{NO_BREAK}{minutes}" if minutes != "00" else "")
