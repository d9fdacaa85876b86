"""Rows out of a file: XLSX, ODS, or CSV as spreadsheets write it in France."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from itertools import islice

from boussole.interop.sheets.columns import column_headed
from boussole.interop.sheets.faults import FileRefused
from boussole.interop.sheets.files import limits
from boussole.interop.sheets.files.ods_reading import ods_rows
from boussole.interop.sheets.files.xlsx_reading import xlsx_rows

Raw = str | int | float | bool | date | datetime | None
Row = tuple[int, Sequence[Raw]]  # its number, as the spreadsheet shows it, and its cells

OLD_EXCEL = b"\xd0\xcf\x11\xe0"
ODS = b"application/vnd.oasis.opendocument.spreadsheet"
DELIMITERS = ";,\t"
NOT_A_TABLE = "Ce fichier n’est pas un tableur : déposez un fichier XLSX, ODS ou CSV."


def rows_of(data: bytes) -> Iterator[Row]:
    """The rows that hold something, one by one, with their numbers.

    :raises FileRefused: with a French sentence that says what to do
    """
    if len(data) > limits.MOST_BYTES:
        raise FileRefused(limits.TOO_BIG)
    if not data.strip():
        raise FileRefused("Ce fichier est vide.")
    if data.startswith(OLD_EXCEL):
        raise FileRefused(
            "Ce fichier est dans un ancien format d’Excel, ou protégé : enregistrez-le en XLSX, sans mot de passe."
        )
    found = _rows_of_a_zip(data) if data.startswith(b"PK") else _csv_rows(data)
    filled = ((number, cells) for number, cells in found if any(_is_filled(cell) for cell in cells))
    for read, row in enumerate(filled):
        if read > limits.MOST_ROWS:
            raise FileRefused(limits.TOO_LONG)
        yield row


def _is_filled(cell: Raw) -> bool:
    return cell is not None and (not isinstance(cell, str) or bool(cell.strip()))


def _rows_of_a_zip(data: bytes) -> Iterator[Row]:
    archive = limits.opened(data)
    names = set(archive.namelist())
    limits.refuse_monsters(archive)
    if "xl/workbook.xml" in names:
        return xlsx_rows(data)
    if "content.xml" in names and "mimetype" in names and archive.read("mimetype").strip() == ODS:
        return ods_rows(archive)
    raise FileRefused(NOT_A_TABLE)


def _csv_rows(data: bytes) -> Iterator[Row]:
    text = _decoded(data)
    csv.field_size_limit(limits.MOST_SIGNS * 2)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    try:
        for number, row in enumerate(reader, start=1):
            yield number, row[: limits.MOST_COLUMNS]
    except csv.Error as error:
        raise FileRefused(limits.DAMAGED) from error


def _decoded(data: bytes) -> str:
    """UTF-8 with or without its mark, UTF-16 with its own, else what Excel writes on a French Windows."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        encodings = ["utf-16"]
    elif b"\x00" in data:
        raise FileRefused(NOT_A_TABLE)
    else:
        encodings = ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise FileRefused(NOT_A_TABLE)


def _delimiter(text: str) -> str:
    """The one that makes most headings readable."""
    head = "".join(islice(io.StringIO(text), 10))

    def headings(delimiter: str) -> int:
        rows = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        try:
            return max((sum(column_headed(cell) is not None for cell in row) for row in rows), default=0)
        except csv.Error:
            return 0

    return max(DELIMITERS, key=headings)
