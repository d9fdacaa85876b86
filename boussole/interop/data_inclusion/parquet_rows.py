"""Parquet, some rows at a time, through DuckDB: the lightest reader that is well kept (66 MB; Arrow is 166).

Imported when a Parquet file is read and never before: a worker that loads none does without its memory.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import duckdb

from boussole.interop.data_inclusion.unreadable import Unreadable

ROWS = 500  # held at a time
MEMORY = "200MB"


def parquet_rows(path: Path, progress: Callable[[float], None]) -> Iterator[dict[str, Any]]:
    """One row at a time; days are written as in the other forms.

    :raises Unreadable: when the file is damaged
    """
    limits: dict[str, str | bool | int | float | list[str]] = {
        "memory_limit": MEMORY,
        "threads": 1,
        "autoinstall_known_extensions": False,
    }
    with duckdb.connect(":memory:", config=limits) as reader:
        # The file comes from somebody: the reader opens it, and nothing else of the machine or of the network.
        reader.execute(f"SET allowed_paths = ['{_quoted(path)}']")
        reader.execute("SET enable_external_access = false")
        try:
            source = f"read_parquet('{_quoted(path)}')"
            [(total,)] = reader.execute(f"SELECT count(*) FROM {source}").fetchall()  # noqa: S608
            found = reader.execute(f"SELECT * FROM {source}")  # noqa: S608
            names = [column[0] for column in found.description]
            done = 0
            while rows := found.fetchmany(ROWS):
                for row in rows:
                    yield {name: _plain(value) for name, value in zip(names, row, strict=True)}
                done += len(rows)
                progress(done / total)
        except duckdb.Error as fault:
            raise Unreadable("Le fichier Parquet est abîmé : téléchargez-le de nouveau.") from fault


def _plain(value: Any) -> Any:
    return value.isoformat()[:10] if isinstance(value, date) else value


def _quoted(path: Path) -> str:
    return str(path).replace("'", "''")
