"""« Qui peut quoi », as both sites show it."""

from __future__ import annotations

from dataclasses import dataclass

from boussole.reporting.rights import MATRIX, Role, Where

WORDS = {Where.NOWHERE: "Non", Where.OWN: "Chez soi", Where.EVERYWHERE: "Partout"}
TONES = {Where.OWN: "info", Where.EVERYWHERE: "success"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What one role may do of one line."""

    role: str
    words: str
    tone: str  # empty: may not


def roles() -> list[str]:
    """The columns."""
    return [role.value for role in Role]


def chapters() -> list[tuple[str, list[tuple[str, list[Cell]]]]]:
    """The lines, by chapter."""
    return [
        (
            chapter.title,
            [
                (
                    right.words,
                    [
                        Cell(role.value, WORDS[where := right.where(role)], TONES.get(where, ""))
                        for role in Role
                    ],
                )
                for right in chapter.rights
            ],
        )
        for chapter in MATRIX
    ]
