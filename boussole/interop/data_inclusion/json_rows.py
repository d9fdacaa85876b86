"""JSON, object after object: one array (as delivered), or one object a line."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from io import TextIOWrapper
from pathlib import Path
from typing import Any, TextIO

from boussole.interop.data_inclusion.unreadable import Unreadable

CHUNK = 1 << 18  # characters
LONGEST = 8 << 20  # characters of one object: beyond, this is no file of rows
BROKEN = "Le fichier JSON est incomplet ou abîmé : téléchargez-le de nouveau."


def json_rows(path: Path, progress: Callable[[float], None]) -> Iterator[dict[str, Any]]:
    """One object at a time, with a window of text and never the whole file.

    :raises Unreadable: at the first thing that is not an object
    """
    size = path.stat().st_size
    with path.open("rb") as raw, TextIOWrapper(raw, encoding="utf-8-sig") as file:
        try:
            for row in _objects(file, progress=lambda: progress(raw.tell() / size)):
                if not isinstance(row, dict):
                    raise Unreadable(
                        "Le fichier JSON ne contient pas une liste de services ou de structures."
                    )
                yield row
        except UnicodeDecodeError as fault:
            raise Unreadable("Ce fichier n’est pas en UTF-8 : téléchargez-le de nouveau.") from fault


def _objects(file: TextIO, progress: Callable[[], None]) -> Iterator[Any]:
    decode = json.JSONDecoder().raw_decode
    window, at, is_over = "", 0, False
    while True:
        at = _next_value(window, at)
        if at < len(window):
            try:
                value, at = decode(window, at)
            except json.JSONDecodeError as fault:
                if is_over or len(window) - at > LONGEST:
                    raise Unreadable(BROKEN) from fault
            except (
                RecursionError,
                ValueError,
            ) as fault:  # a thousand lists in lists, a number of a thousand figures
                raise Unreadable(BROKEN) from fault
            else:
                yield value
                continue
        if is_over:
            return
        more = file.read(CHUNK)
        is_over = not more
        window, at = window[at:] + more, 0
        progress()


def _next_value(window: str, at: int) -> int:
    """Past the blanks, commas and brackets that stand between two objects."""
    while at < len(window) and window[at] in " \t\r\n,[]":
        at += 1
    return at
