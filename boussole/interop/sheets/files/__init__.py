"""Spreadsheet files, whatever their format: rows of cells in, rows of cells out.

What a file is, is read in its first bytes; neither its name nor what the browser says of it is believed.
"""

from boussole.interop.sheets.files.limits import MOST_BYTES, MOST_ROWS
from boussole.interop.sheets.files.reading import Raw, Row, rows_of
from boussole.interop.sheets.files.table import Table
from boussole.interop.sheets.files.writing import FORMATS, Format, written

__all__ = ["FORMATS", "MOST_BYTES", "MOST_ROWS", "Format", "Raw", "Row", "Table", "rows_of", "written"]
