"""The ways to read what was typed: which words belong to a name, and which numbers to a postcode."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from boussole.territories.places import Commune


@dataclass(frozen=True, slots=True)
class Typed:
    """One way to read the text: words of a name, and beginnings of postcodes."""

    words: tuple[str, ...] = ()
    postcodes: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The words in one piece, so that « mont brison » is « montbrison »."""
        return "".join(self.words)

    @property
    def has_complete_postcode(self) -> bool:
        """Whether a postcode was typed to its last digit."""
        return any(len(begun) == 5 for begun in self.postcodes)

    def accepts(self, commune: Commune) -> bool:
        """Whether the commune has such postcodes, or is in such a département."""
        return all(
            commune.departement == begun or any(postcode.startswith(begun) for postcode in commune.postcodes)
            for begun in self.postcodes
        )


def readings_of(words: Sequence[str]) -> Iterator[Typed]:
    """« lyon 69003 » has a postcode; « paris 13 » is an arrondissement, or else Paris in the Bouches-du-Rhône."""
    postcodes = tuple(word.upper() for word in words if _is_of_a_postcode(word))
    others = [word for word in words if not _is_of_a_postcode(word)]
    yield Typed(tuple(word.lstrip("0") or word for word in others), postcodes)
    numbers = tuple(word for word in others if word.isdigit() and len(word) == 2)
    letters = tuple(word for word in others if not word.isdigit())
    if numbers and letters:
        yield Typed(letters, (*postcodes, *numbers))


def _is_of_a_postcode(word: str) -> bool:
    return word in ("2a", "2b") or (word.isdigit() and len(word) > 2)


def edits_allowed(word: str) -> int:
    """How many mistakes a word may have: a short one has too many neighbours, a number is right or wrong."""
    if len(word) < 4 or word.isdigit():
        return 0
    return 1 if len(word) < 8 else 2
