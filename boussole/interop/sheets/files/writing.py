"""The table as a file: XLSX, ODS or CSV."""

from __future__ import annotations

from dataclasses import dataclass

from boussole.interop.sheets.files.csv_writing import csv_file
from boussole.interop.sheets.files.ods_writing import ods_file
from boussole.interop.sheets.files.table import Table
from boussole.interop.sheets.files.xlsx_writing import xlsx_file


@dataclass(frozen=True, slots=True)
class Format:
    """A format of file, as people and browsers call it."""

    code: str
    label: str
    content_type: str


FORMATS = {
    each.code: each
    for each in (
        Format("xlsx", "Excel (XLSX)", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        Format("ods", "LibreOffice (ODS)", "application/vnd.oasis.opendocument.spreadsheet"),
        Format("csv", "CSV", "text/csv; charset=utf-8"),
    )
}
_WRITERS = {"xlsx": xlsx_file, "ods": ods_file, "csv": csv_file}


def written(table: Table, format: str) -> bytes:
    """The table in this format, one of `FORMATS`."""
    return _WRITERS[format](table)
