"""Rows out of an Excel file: values, never formulas, and never more than a bounded part of it in memory."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator, Sequence
from typing import Any
from zipfile import BadZipFile

import openpyxl

from boussole.interop.sheets.faults import FileRefused
from boussole.interop.sheets.files.limits import DAMAGED, MOST_COLUMNS
from boussole.interop.sheets.files.names import OFFERS

ERRORS = ("#REF!", "#NAME?", "#VALUE!", "#DIV/0!", "#NULL!", "#NUM!", "#N/A")


def xlsx_rows(data: bytes) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows of the sheet « Offres », else of the first one, with the last values that formulas gave.

    :raises FileRefused: when it is damaged
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore"
            )  # drop-down lists that openpyxl does not keep: we do not read them
            book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
            sheets = [sheet for sheet in book.worksheets if hasattr(sheet, "reset_dimensions")]
            sheet = next((each for each in sheets if each.title == OFFERS), None) or sheets[0]
            sheet.reset_dimensions()  # what the file says of its own size is not believed
            for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), start=1):
                yield number, [None if cell in ERRORS else cell for cell in row]
            book.close()
    # A hostile file may break the library anywhere: whatever it raises, the file is what is wrong.
    except (
        BadZipFile,
        KeyError,
        ValueError,
        TypeError,
        IndexError,
        AttributeError,
        SyntaxError,
        OSError,
        OverflowError,
    ) as error:
        raise FileRefused(DAMAGED) from error
