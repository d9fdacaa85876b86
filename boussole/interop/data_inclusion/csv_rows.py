"""CSV, line after line, with its lists however they were written."""

from __future__ import annotations

import ast
import csv
import json
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any

from boussole.interop.data_inclusion.unreadable import Unreadable

LONGEST = 1 << 20  # characters of one cell
LISTS = (
    "thematiques",
    "publics",
    "modes_accueil",
    "zone_eligibilite",
    "modes_mobilisation",
    "mobilisable_par",
    "reseaux_porteurs",
)
EVERY = 500  # rows between two words about progress


def csv_rows(path: Path, progress: Callable[[float], None]) -> Iterator[dict[str, Any]]:
    """One row at a time; empty cells are None, lists are lists.

    :raises Unreadable: without a line of titles that we know
    """
    csv.field_size_limit(LONGEST)
    size = path.stat().st_size
    with path.open("rb") as raw, TextIOWrapper(raw, encoding="utf-8-sig", newline="") as file:
        try:
            # A semicolon when a spreadsheet program saved the file again.
            titles = file.readline()
            delimiter = ";" if titles.count(";") > titles.count(",") else ","
            file.seek(0)
            reader = csv.DictReader(file, delimiter=delimiter)
            if not {"id", "nom"} <= set(reader.fieldnames or ()):
                raise Unreadable(
                    "La première ligne ne nomme pas les colonnes « id » et « nom » : choisissez un fichier "
                    "de data.inclusion, en JSON, CSV ou Parquet."
                )
            for number, row in enumerate(reader):
                if number % EVERY == 0:
                    progress(raw.tell() / size)
                yield {name: _value(name, cell) for name, cell in row.items() if name}
        except UnicodeDecodeError as fault:
            raise Unreadable("Ce fichier n’est pas en UTF-8 : téléchargez-le de nouveau.") from fault
        except csv.Error as fault:
            raise Unreadable("Le fichier CSV est abîmé : téléchargez-le de nouveau.") from fault


def _value(name: str, cell: Any) -> Any:
    if not isinstance(cell, str) or not cell.strip():
        return None
    return list_in(cell) if name in LISTS else cell


def list_in(cell: str) -> list[str]:
    """A list as JSON (`["a"]`), as Python prints it (`['a']`), as PostgreSQL does (`{a,b}`), or `a,b`."""
    text = cell.strip()
    if text.startswith("{") and text.endswith("}"):
        text = text[1:-1]
    elif text.startswith("["):
        for read in (json.loads, ast.literal_eval):
            try:
                found = read(text)
            except (ValueError, SyntaxError, RecursionError, MemoryError):
                continue
            return [str(item) for item in found] if isinstance(found, list) else []
        text = text.strip("[]")
    return [item.strip(" \"'") for item in text.split(",") if item.strip(" \"'")]
