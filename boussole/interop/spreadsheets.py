"""Tables for spreadsheet programs, in which nothing that a person typed can become a formula.

A cell that begins with = + - or @ is a formula to a spreadsheet; one that begins with a tab or a line
break may hide one from whoever checks the first character (OWASP, CSV injection; guarantees.md T16).
"""

from __future__ import annotations

import csv
import io
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

import xlsxwriter

FORMULA_SIGNS = frozenset("=+-@")
BREAKS = frozenset("\t\r\n")
INVISIBLE = ("C", "Z", "Mn", "Me")  # Unicode categories: controls, unassigned, blanks, marks
BLANK_LETTERS = frozenset("\u115f\u1160\u2800\u3164\uffa0")  # letters that show nothing
GUARD = "'"
BOM = "\ufeff"  # tells Excel that the file is UTF-8
MOMENT = "%d/%m/%Y %H:%M"
COLUMN_WIDTHS = (10, 44)  # characters
SHEET_NAME = "Boussole"

Value = str | int | float | datetime | None


def safe_cell(text: str) -> str:
    """The text, with an apostrophe in front when a spreadsheet could take it for a formula.

    What precedes the sign and does not show (blanks, invisible characters) does not hide it, nor does a
    full-width form of it (＝ ＋ － ＠), which some programs turn into the plain one.
    """
    if text[:1] in BREAKS:
        return GUARD + text
    first = next((sign for sign in text if not _shows_nothing(sign)), "")
    is_formula = not FORMULA_SIGNS.isdisjoint(unicodedata.normalize("NFKC", first)[:1])
    return GUARD + text if is_formula else text


def _shows_nothing(sign: str) -> bool:
    """Blanks of every width, controls, marks of direction, zero-width characters."""
    return sign.isspace() or unicodedata.category(sign).startswith(INVISIBLE) or sign in BLANK_LETTERS


def csv_lines(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> Iterator[str]:
    """The lines of a CSV file that French spreadsheets open by themselves: UTF-8 with its mark, semicolons."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    buffer.write(BOM)
    writer.writerow([safe_cell(title) for title in header])
    yield _taken(buffer)
    for row in rows:
        writer.writerow([_as_text(value) for value in row])
        yield _taken(buffer)


def _taken(buffer: io.StringIO) -> str:
    line = buffer.getvalue()
    buffer.seek(0)
    buffer.truncate()
    return line


def _as_text(value: Value) -> str | int | float:
    """Numbers stay numbers: −3 is not a formula when it is not a text."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime(MOMENT)
    return safe_cell(value) if isinstance(value, str) else value


def xlsx_file(header: Sequence[str], rows: Iterable[Sequence[Value]]) -> bytes:
    """The same table as an Excel file, with real dates and no formula at all.

    Moments are written as they come: give them in local time.
    """
    file = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "remove_timezone": True,
        "default_date_format": "dd/mm/yyyy hh:mm",
    }
    with xlsxwriter.Workbook(file, options) as workbook:
        sheet = workbook.add_worksheet(SHEET_NAME)
        bold = workbook.add_format({"bold": True})
        for column, title in enumerate(header):
            sheet.set_column(column, column, min(max(len(title) + 2, COLUMN_WIDTHS[0]), COLUMN_WIDTHS[1]))
            sheet.write_string(0, column, safe_cell(title), bold)
        sheet.freeze_panes(1, 0)
        for line, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, line, column, value)
    return file.getvalue()


def _write(sheet: xlsxwriter.worksheet.Worksheet, line: int, column: int, value: Value) -> None:
    match value:
        case None | "":
            return
        case datetime():
            sheet.write_datetime(line, column, value)
        case str():
            sheet.write_string(line, column, safe_cell(value))
        case _:
            sheet.write_number(line, column, value)
