"""From the rows of a file to the texts of each line, by name of column. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from boussole.interop.sheets.cells import text_of
from boussole.interop.sheets.columns import COLUMNS, TITLE, Column, column_headed
from boussole.interop.sheets.faults import FileRefused
from boussole.interop.sheets.files import rows_of

HEADINGS_WITHIN = 20  # rows: a title or a logo may come first
NO_HEADINGS = (
    "Aucune ligne de titres dans ce fichier : gardez celle du modèle, « Structure », « Thème », « Catégorie », "
    "« Titre » et la suite."
)
NO_LINE = "Ce fichier n’a que ses titres : écrivez une offre par ligne, sous eux."


@dataclass
class Sheet:
    """The lines of a file, as they come, and what was noticed of its headings."""

    lines: Iterator[tuple[int, dict[str, str]]]
    remarks: list[str] = field(default_factory=list)


def sheet_in(data: bytes) -> Sheet:
    """The lines of the file, each with its number and the texts of its known columns.

    A column that is not in the file is not in the texts: it changes nothing, while an empty cell empties.

    :raises FileRefused: with a French sentence, at once or while the lines are read
    """
    rows = rows_of(data)
    for _, (_, cells) in zip(range(HEADINGS_WITHIN), rows, strict=False):
        columns = [column_headed(str(cell)) if cell is not None else None for cell in cells]
        names = [column.name for column in columns if column]
        if TITLE in names and len(names) > 1:
            if len(names) != len(set(names)):
                twice = next(column.heading for column in COLUMNS if names.count(column.name) > 1)
                raise FileRefused(f"La colonne « {twice} » est écrite deux fois : gardez-en une.")
            unknown = [
                str(cell).strip() for cell, column in zip(cells, columns, strict=True) if cell and not column
            ]
            remarks = [
                f"La colonne « {name[:60]} » n’est pas connue : elle n’est pas lue." for name in unknown[:10]
            ]
            return Sheet(_lines(rows, columns), remarks)
    raise FileRefused(NO_HEADINGS)


def _lines(rows: Iterator, columns: list[Column | None]) -> Iterator[tuple[int, dict[str, str]]]:  # type: ignore[type-arg]
    places = [(place, column) for place, column in enumerate(columns) if column and not column.informs]
    for number, cells in rows:
        texts = {
            column.name: text_of(cells[place], column) if place < len(cells) else ""
            for place, column in places
        }
        if any(texts.values()):
            yield number, texts
