"""Rows of a file of data.inclusion, whatever the form it was delivered in, without holding the file in memory."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from boussole.interop.data_inclusion.csv_rows import csv_rows
from boussole.interop.data_inclusion.json_rows import json_rows
from boussole.interop.data_inclusion.unreadable import Unreadable

Row = dict[str, Any]
Progress = Callable[[float], None]

PARQUET_MARK = b"PAR1"
ZIP_MARK, GZIP_MARK = b"PK\x03\x04", b"\x1f\x8b"
BOM = b"\xef\xbb\xbf"


def rows_of(path: Path, progress: Progress = lambda share: None) -> Iterator[Row]:
    """Each row as a dictionary of the fields of the schema; what the file holds says its form, not its name.

    :param progress: told now and then which share of the file is behind, from 0 to 1
    :raises Unreadable: with a French sentence that says what to do
    """
    with path.open("rb") as file:
        start = file.read(4096)
    if start.startswith(PARQUET_MARK):
        # Its library is heavy in memory: whoever never loads any does without.
        from boussole.interop.data_inclusion.parquet_rows import parquet_rows  # noqa: PLC0415

        return parquet_rows(path, progress)
    if start.startswith((ZIP_MARK, GZIP_MARK)):
        raise Unreadable("Ce fichier est compressé : décompressez-le, puis choisissez le fichier obtenu.")
    text = start.removeprefix(BOM).lstrip()
    if not text:
        raise Unreadable("Ce fichier est vide : téléchargez-le de nouveau.")
    if text.startswith((b"[", b"{")):
        return json_rows(path, progress)
    return csv_rows(path, progress)
