"""The table as a CSV file that French spreadsheets open by themselves: one line of headings, then the offers."""

from __future__ import annotations

import csv
import io

from boussole.interop.sheets.files.table import Table
from boussole.interop.sheets.guards import guarded
from boussole.interop.spreadsheets import BOM


def csv_file(table: Table) -> bytes:
    """Semicolons, and the mark by which Excel knows UTF-8; no cell can become a formula."""
    out = io.StringIO(newline="")
    out.write(BOM)
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow([column.heading for column in table.columns])
    for row in table.rows:
        writer.writerow([guarded(row.get(column.name, "")) for column in table.columns])
    return out.getvalue().encode()
