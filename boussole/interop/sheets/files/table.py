"""A sheet to write: headings and rows of texts, whatever the format of the file. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from boussole.interop.sheets.columns import Column, Texts


@dataclass(frozen=True)
class Table:
    """The offers, the help and the lists that drop-downs show."""

    columns: Sequence[Column]
    rows: Iterable[Texts] = ()
    help: Sequence[Sequence[str]] = ()
    lists: Mapping[str, Sequence[str]] = field(default_factory=dict)
    # Of « Listes » too: one line a category, its theme beside; sorted by theme.
    categories: Sequence[tuple[str, str]] = ()
