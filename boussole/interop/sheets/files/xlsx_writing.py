"""The table as an Excel file: three sheets, drop-down lists, no formula among what people typed."""

from __future__ import annotations

import io
from datetime import date

import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from boussole.interop.sheets.cells import date_from
from boussole.interop.sheets.columns import Column, Kind
from boussole.interop.sheets.files.limits import MOST_ROWS
from boussole.interop.sheets.files.names import HELP, LISTS, OFFERS
from boussole.interop.sheets.files.table import Table
from boussole.interop.sheets.guards import guarded

OPTIONS = {
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
FIRST_DATE = date(1901, 1, 1)  # before, spreadsheets disagree about what a day is
TITLES = {"themes": "Thèmes", "categories": "Catégories", "places": "Lieux", "delays": "Délais", "yes_no": "Gratuit",
          "when_full": "Quand elle est atteinte", "structures": "Structures"}  # fmt: skip


def xlsx_file(table: Table) -> bytes:
    """A file for Excel: the offers, the lists to choose from, the help."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, OPTIONS) as book:
        formats = {
            "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "needed": book.add_format(
                {"bold": True, "text_wrap": True, "valign": "top", "bottom": 1, "bg_color": "#E3E3FD"}
            ),
            "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "number": book.add_format({"num_format": "0", "valign": "top"}),
            "date": book.add_format({"num_format": "dd/mm/yyyy", "valign": "top"}),
            "help": book.add_format({"text_wrap": True, "valign": "top"}),
        }
        sheet = book.add_worksheet(OFFERS)
        _offers(sheet, table, formats)
        _help(book, table, formats)
        _lists(book, sheet, table, formats)
    return out.getvalue()


def _offers(sheet: Worksheet, table: Table, formats: dict[str, Format]) -> None:
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width, formats[column.kind.value])
        sheet.write_string(0, place, column.heading, formats["needed" if column.needed else "heading"])
        sheet.write_comment(0, place, column.help, {"x_scale": 2})
    sheet.freeze_panes(1, 0)
    for line, row in enumerate(table.rows, start=1):
        for place, column in enumerate(table.columns):
            _write(sheet, line, place, column, row.get(column.name, ""), formats)


def _write(
    sheet: Worksheet, line: int, place: int, column: Column, text: str, formats: dict[str, Format]
) -> None:
    """A number as a number and a day as a day, when the text is one; a text otherwise."""
    if not text:
        return
    if column.kind == Kind.NUMBER and text.isdecimal() and len(text) < 10:
        sheet.write_number(line, place, int(text), formats["number"])
    elif column.kind == Kind.DATE and (day := date_from(text)) is not None and day >= FIRST_DATE:
        sheet.write_datetime(line, place, day, formats["date"])
    else:
        sheet.write_string(line, place, guarded(text), formats["text"])


def _help(book: Workbook, table: Table, formats: dict[str, Format]) -> None:
    sheet = book.add_worksheet(HELP)
    sheet.set_column(0, 0, 30, formats["help"])
    sheet.set_column(1, 1, 46, formats["help"])
    sheet.set_column(2, 2, 80, formats["help"])
    for line, row in enumerate(table.help):
        for place, text in enumerate(row):
            sheet.write_string(
                line, place, guarded(text), formats["heading"] if line == 0 else formats["help"]
            )


def _lists(book: Workbook, offers: Worksheet, table: Table, formats: dict[str, Format]) -> None:
    """One column a list, and the categories beside their themes, for the drop-down that depends on the theme."""
    sheet = book.add_worksheet(LISTS)
    sheet.set_column(0, len(table.lists) + 2, 30)
    for place, (name, choices) in enumerate(table.lists.items()):
        sheet.write_string(0, place, TITLES.get(name, name), formats["heading"])
        for line, choice in enumerate(choices, start=1):
            sheet.write_string(line, place, guarded(choice), formats["help"])
        letter = _letter(place)
        source = f"={LISTS}!${letter}$2:${letter}${max(2, len(choices) + 1)}"
        _drop_down(offers, table, name, source)
    theme, category = len(table.lists), len(table.lists) + 1
    sheet.write_row(0, theme, ["Thème", "Catégorie de ce thème"], formats["heading"])
    for line, pair in enumerate(table.categories, start=1):
        sheet.write_string(line, theme, guarded(pair[0]), formats["help"])
        sheet.write_string(line, category, guarded(pair[1]), formats["help"])
    themed = f"{LISTS}!${_letter(theme)}:${_letter(theme)}"
    cell = f"${_letter(next(i for i, c in enumerate(table.columns) if c.choices == 'themes'))}2"
    first = f"{LISTS}!${_letter(category)}$1"
    _drop_down(
        offers, table, "categories",
        f"=OFFSET({first},MATCH({cell},{themed},0)-1,0,COUNTIF({themed},{cell}),1)",
    )  # fmt: skip


def _drop_down(sheet: Worksheet, table: Table, name: str, source: str) -> None:
    """The list shown in every line of the columns that choose in it. What is not in it is told at the dry run."""
    for place, column in enumerate(table.columns):
        if column.choices == name:
            sheet.data_validation(
                1, place, MOST_ROWS, place,
                {"validate": "list", "source": source, "error_type": "information",
                 "error_title": column.heading, "error_message": column.help[:250]},
            )  # fmt: skip
        elif column.kind == Kind.DATE and name == "themes":
            sheet.data_validation(
                1, place, MOST_ROWS, place,
                {"validate": "date", "criteria": ">=", "value": date(2000, 1, 1), "error_type": "information",
                 "error_title": column.heading, "error_message": "Écrivez une date, comme 23/11/2026."},
            )  # fmt: skip


def _letter(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else _letter(place // 26 - 1) + _letter(place % 26)
