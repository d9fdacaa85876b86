"""A set of words with what each one leads to, found whole, by their beginning, or despite typing mistakes.

Plain sorted lists and arrays: a country's names take some megabytes and load in a tenth of a second.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from boussole.territories.spelling import Spelling, letters_of

_AFTER_ALL_CHARACTERS = "{"
"""The character that follows z: words are made of a-z and 0-9."""


class Vocabulary:
    """Words, and the entries (numbers) that each leads to."""

    def __init__(self, entries: Mapping[str, Sequence[int]]) -> None:
        self._words = sorted(entries)
        self._starts, self._entries = array("I", [0]), array("I")
        for word in self._words:
            self._entries.extend(entries[word])
            self._starts.append(len(self._entries))

    def entries_of(self, word: str) -> Sequence[int]:
        """The entries of this very word."""
        place = bisect_left(self._words, word)
        if place == len(self._words) or self._words[place] != word:
            return ()
        return self._entries[self._starts[place] : self._starts[place + 1]]

    def entries_beginning_with(self, beginning: str) -> set[int]:
        """The entries of all the words that begin so."""
        places = self._places_beginning_with(beginning)
        return set(self._entries[self._starts[places.start] : self._starts[places.stop]])

    def _places_beginning_with(self, beginning: str) -> range:
        first = bisect_left(self._words, beginning)
        return range(first, bisect_left(self._words, beginning + _AFTER_ALL_CHARACTERS, first))


class Near(NamedTuple):
    """The entries of the words nearest to a spelling, and how many edits away they are."""

    edits: int
    entries: set[int]


class ForgivingVocabulary(Vocabulary):
    """A vocabulary that also finds a word by a spelling with a mistake or two."""

    def __init__(self, entries: Mapping[str, Sequence[int]]) -> None:
        super().__init__(entries)
        self._letters = array("I", map(letters_of, self._words))
        self._places_by_length: dict[int, array[int]] = {}
        for place, word in enumerate(self._words):
            self._places_by_length.setdefault(len(word), array("I")).append(place)

    def nearest(self, word: str, edits: int) -> Near:
        """The entries of the words that take the fewest edits, at most so many.

        The first letter may be one mistake, but not one of two: those who hesitate know how a name begins.
        """
        spelling = Spelling(word)
        for most in range(
            1, edits + 1
        ):  # one edit is far quicker to look for than two, and most often enough
            places = range(len(self._words)) if most == 1 else self._places_beginning_with(word[:1])
            candidates = self._with_nearly_the_letters_of(word, most, places)
            if near := [place for place in candidates if spelling.edits_to(self._words[place]) <= most]:
                return Near(most, self._entries_at(near))
        return Near(0, set())

    def entries_nearly_beginning_with(self, beginning: str) -> set[int]:
        """The entries of the words whose beginning is one edit away; their first letter must be right."""
        spelling, wanted, longest = Spelling(beginning), letters_of(beginning), len(beginning) + 1
        heads = (
            (place, self._words[place][:longest]) for place in self._places_beginning_with(beginning[:1])
        )
        return self._entries_at(
            place
            for place, head in heads
            if (wanted & ~letters_of(head)).bit_count() <= 1 and spelling.edits_to_a_beginning_of(head) <= 1
        )

    def _with_nearly_the_letters_of(self, word: str, edits: int, places: range) -> list[int]:
        """The places of the only words worth comparing: about as long, with about the same letters."""
        wanted, letters = letters_of(word), self._letters
        near = []
        for length in range(len(word) - edits, len(word) + edits + 1):
            of_length = self._places_by_length.get(length, ())
            near += [
                place
                for place in of_length[
                    bisect_left(of_length, places.start) : bisect_left(of_length, places.stop)
                ]
                if (wanted & ~letters[place]).bit_count() <= edits
                and (letters[place] & ~wanted).bit_count() <= edits
            ]
        return near

    def _entries_at(self, places: Iterable[int]) -> set[int]:
        return {
            entry
            for place in places
            for entry in self._entries[self._starts[place] : self._starts[place + 1]]
        }
