"""What is wrong in a spreadsheet: the whole file, or one cell of one line."""

from __future__ import annotations


class FileRefused(Exception):
    """The file cannot be read at all: `message`, one French sentence that says what to do."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class CellFault(Exception):
    """One cell cannot be understood: `message` continues « Ligne 14, colonne « Délai » : … »."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
