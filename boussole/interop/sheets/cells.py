"""One cell: from what a spreadsheet program holds to its text, and from its text to what it means. Pure."""

from __future__ import annotations

import re
from datetime import date, datetime

from boussole.core.typography import counted
from boussole.interop.sheets.columns import BY_NAME, Column, folded
from boussole.interop.sheets.faults import CellFault
from boussole.interop.sheets.guards import unguarded

DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ]00:00(?::00)?)?$")
EMAIL = re.compile(r"[^@\s;,<>\"]+@[^@\s;,<>\"]+\.[^@\s;,<>\"]+$")
# What a spreadsheet cannot hold, or changes: an offer loses nothing that anybody could see.
UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")
YES, NO = "Oui", "Non"
YESES, NOES = {"oui", "o", "yes", "vrai", "true", "x", "1"}, {"non", "n", "no", "faux", "false", "0"}
NATIONAL_DIGITS = 9  # of a French number that a spreadsheet took for a number, and whose zero it dropped


def tidied(text: str) -> str:
    """One kind of line break, no blanks around: two cells that look the same are the same."""
    text = UNSEEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n").replace("\ufeff", ""))
    return "\n".join(line.rstrip(" \t\u00a0") for line in text.split("\n")).strip()


def text_of(raw: object, column: Column) -> str:
    """The text of a cell, whatever the program that wrote it."""
    if raw is None:
        return ""
    if isinstance(raw, bool):
        return YES if raw else NO
    if isinstance(raw, datetime):
        return day_in_figures(raw.date())
    if isinstance(raw, date):
        return day_in_figures(raw)
    if isinstance(raw, float):
        raw = int(raw) if raw.is_integer() else raw
    if isinstance(raw, int) and column.name == "phone" and len(str(raw)) == NATIONAL_DIGITS:
        return f"0{raw}"
    return tidied(unguarded(str(raw)))


def day_in_figures(day: date) -> str:
    """« 23/11/2026 »."""
    return f"{day.day:02d}/{day.month:02d}/{day.year:04d}"


def date_from(text: str) -> date | None:
    """The day that the text names; None when it names none."""
    if found := DAY.match(text):
        day, month, year = map(int, found.groups())
    elif found := ISO_DAY.match(text):
        year, month, day = map(int, found.groups())
    else:
        return None
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_day(text: str) -> date | None:
    """:raises CellFault: for anything but a day, or nothing"""
    if not text:
        return None
    if (day := date_from(text)) is None:
        raise CellFault("écrivez une date, comme 23/11/2026.")
    return day


def read_free_text(text: str, name: str) -> str:
    """:raises CellFault: when it is longer than what the site holds"""
    most = BY_NAME[name].most
    if len(text) > most:
        raise CellFault(f"{most} signes au plus : retirez-en {len(text) - most}.")
    if "\n" in text and name != "description":
        raise CellFault("écrivez sur une seule ligne.")
    return text


def read_number(text: str, least: int, most: int, says: str) -> int:
    """:raises CellFault: outside these bounds"""
    figures = re.sub(r"[\s\u00a0\u202f]|jours?$|j$", "", text.casefold())
    if not re.fullmatch(r"[0-9]{1,6}", figures) or not least <= int(figures) <= most:
        raise CellFault(says)
    return int(figures)


def read_yes_no(text: str) -> bool:
    """:raises CellFault: for anything else"""
    said = folded(text)
    if said in YESES or said in NOES:
        return said in YESES
    raise CellFault("écrivez « Oui » ou « Non ».")


def read_choice(text: str, choices: dict[str, str]) -> str:
    """The code of a choice, from its label or from the code itself.

    :raises CellFault: with the list, for anything else
    """
    said = folded(text)
    for code, label in choices.items():
        if said in (folded(label), folded(code)):
            return code
    words = " ou ".join(f"« {label} »" for label in choices.values())
    raise CellFault(f"écrivez {words}.")


def pieces_of(text: str, separators: str = ";\n") -> list[str]:
    """What a cell lists, without its blanks."""
    parts = re.split(f"[{re.escape(separators)}]", text)
    return [piece for part in parts if (piece := part.strip())]


def read_emails(text: str) -> list[str]:
    """:raises CellFault: for what is not an address"""
    found = pieces_of(text, ";,\n ")
    for address in found:
        if not EMAIL.match(address) or len(address) > 254:
            raise CellFault(f"« {address[:60]} » n’est pas une adresse e-mail.")
    if len(found) > 10:
        raise CellFault(f"{counted(10, 'adresse')} au plus.")
    return list(dict.fromkeys(found))
