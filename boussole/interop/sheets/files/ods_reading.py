"""Rows out of an OpenDocument spreadsheet, read as a stream (OASIS ODF 1.3, part 3, chapter 9)."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from xml.parsers import expat

from boussole.interop.sheets.faults import FileRefused
from boussole.interop.sheets.files import limits
from boussole.interop.sheets.files.names import OFFERS

_OFFICE = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
_TABLE = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
_TEXT = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
BLANKS = re.compile(r"[ \t\r\n]+")
_CELLS = (f"{_TABLE} table-cell", f"{_TABLE} covered-table-cell")


def ods_rows(archive: zipfile.ZipFile) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows of the sheet « Offres », else of the first one.

    :raises FileRefused: when it is damaged
    """
    reader = _Reader()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = limits.refused_doctype
    parser.StartElementHandler, parser.EndElementHandler = reader.start, reader.end
    parser.CharacterDataHandler = reader.text
    try:
        with archive.open("content.xml") as stream:
            while chunk := stream.read(limits.CHUNK):
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
    except (expat.ExpatError, zipfile.BadZipFile, ValueError, OSError, KeyError) as error:
        raise FileRefused(limits.DAMAGED) from error
    sheets = reader.sheets
    if not sheets:
        raise FileRefused(limits.DAMAGED)
    yield from sheets.get(OFFERS) or next(iter(sheets.values()))


class _Reader:
    """Keeps the rows that hold something; a row or a cell repeated a million times is kept once, or not at all."""

    def __init__(self) -> None:
        self.sheets: dict[str, list[tuple[int, list[Any]]]] = {}
        self._rows: list[tuple[int, list[Any]]] | None = None
        self._number = 0  # of the last row read
        self._row: list[Any] = []
        self._row_times = 1
        self._cell: dict[str, str] | None = None
        self._cell_times = 1
        self._said: list[str] = []
        self._paragraphs = 0
        self._is_in_text = False
        self._note = 0  # inside a comment on a cell, whose text is not the cell's

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, local = name.partition(" ")
        if space == _TABLE and local == "table":
            self._start_of_sheet(attributes.get(f"{_TABLE} name", ""))
        elif space == _TABLE and local == "table-row":
            self._row, self._row_times = [], _times(attributes, "number-rows-repeated")
        elif name in _CELLS:
            self._cell, self._cell_times = attributes, _times(attributes, "number-columns-repeated")
            self._said, self._paragraphs = [], 0
        elif space == _OFFICE and local == "annotation":
            self._note += 1
        elif space == _TEXT and self._cell is not None and not self._note:
            self._start_of_text(local, attributes)

    def _start_of_sheet(self, name: str) -> None:
        """Only the sheets that may be wanted are kept: a row repeated in each of ten thousand others fills a memory."""
        is_wanted = name not in self.sheets and (name == OFFERS or not self.sheets)
        self._rows, self._number = [] if is_wanted else None, 0
        if self._rows is not None:
            self.sheets[name] = self._rows

    def _start_of_text(self, local: str, attributes: dict[str, str]) -> None:
        if local == "p":
            if self._paragraphs:
                self._said.append("\n")
            self._paragraphs += 1
            self._is_in_text = True
        elif local == "s" and len(self._said) < limits.MOST_SIGNS:
            self._said.append(" " * min(int(attributes.get(f"{_TEXT} c", "1")), 100))
        elif local == "tab":
            self._said.append("\t")
        elif local == "line-break":
            self._said.append("\n")

    def text(self, said: str) -> None:
        if self._cell is not None and self._is_in_text and not self._note:
            self._said.append(BLANKS.sub(" ", said))  # ODF writes the blanks that count as elements

    def end(self, name: str) -> None:
        space, _, local = name.partition(" ")
        if name in _CELLS and self._cell is not None:
            value = _value(self._cell, "".join(self._said))
            room = limits.MOST_COLUMNS - len(self._row)
            self._row += [value] * min(self._cell_times, room)
            self._cell = None
        elif space == _TABLE and local == "table-row" and self._rows is not None:
            self._end_of_row(self._rows)
        elif space == _OFFICE and local == "annotation":
            self._note -= 1
        elif space == _TEXT and local == "p" and not self._note:
            self._is_in_text = False

    def _end_of_row(self, rows: list[tuple[int, list[Any]]]) -> None:
        if any(cell not in (None, "") for cell in self._row):
            if self._number >= limits.LAST_ROW:
                raise FileRefused(limits.DAMAGED)
            times = min(self._row_times, limits.MOST_ROWS + 2)
            rows += [(self._number + turn + 1, self._row) for turn in range(times)]
            if len(rows) > limits.MOST_ROWS + 20:
                raise FileRefused(limits.TOO_LONG)
        self._number += self._row_times


def _times(attributes: dict[str, str], name: str) -> int:
    return max(1, int(attributes.get(f"{_TABLE} {name}", "1")))


def _value(attributes: dict[str, str], said: str) -> Any:
    """What the cell holds: its value, not the way it is shown."""
    match attributes.get(f"{_OFFICE} value-type"):
        case "float" | "currency" | "percentage":
            number = float(attributes[f"{_OFFICE} value"])
            return int(number) if number.is_integer() else number
        case "date":
            written = attributes[f"{_OFFICE} date-value"]
            return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
        case "boolean":
            return attributes.get(f"{_OFFICE} boolean-value") == "true"
        case "string":
            return attributes.get(f"{_OFFICE} string-value", said)
        case _:
            return said or None
