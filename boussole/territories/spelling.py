"""How people spell the name of a place, and how far two spellings are from each other.

Two spellings of one place become the same words here: accents, capitals, hyphens and apostrophes go, « St »
is « saint », « s/ » is « sur », « lès » and « lez » are « les », « 3e » and « 3ème » are « 3 ».
"""

from __future__ import annotations

import re
import unicodedata
from functools import reduce
from operator import or_

_LIGATURES_AND_MARKS: dict[int, str | None] = {
    ord("œ"): "oe", ord("æ"): "ae", ord("ß"): "ss", ord("ø"): "o", ord("ð"): "d", ord("ł"): "l",
    **dict.fromkeys(range(0x300, 0x370)),
}  # fmt: skip
_NOT_IN_A_WORD = re.compile(r"[^a-z0-9\n]+")
_SHORTENED_SUR = re.compile(r"\bs */ *")
_ORDINAL = re.compile(r"\b(\d{1,2}) ?(?:er|e|i?eme)\b")
_SPELT_OUT = {"st": "saint", "ste": "sainte", "sts": "saints", "stes": "saintes", "lez": "les", "ss": "sous"}
_SAYS_NOTHING = frozenset({"cedex", "arrondissement", "arrondissements", "arrdt", "ardt", "arr"})
# 26 letters without collision in 30 bits, the fastest size of int; digits share them.
_BIT = {character: 1 << ord(character) % 30 for character in "abcdefghijklmnopqrstuvwxyz0123456789"}
ARTICLES = frozenset({"le", "la", "les", "l", "los", "las", "aux"})


def folded(text: str) -> str:
    """The text in plain lower-case letters and digits, words separated by one space, lines kept."""
    bare = unicodedata.normalize("NFKD", text.lower()).translate(_LIGATURES_AND_MARKS)
    return _ORDINAL.sub(r"\1", _NOT_IN_A_WORD.sub(" ", bare))


def words_of_name(folded_name: str) -> list[str]:
    """The words of an official name, already folded."""
    return [_SPELT_OUT.get(word, word) for word in folded_name.split() if word not in _SAYS_NOTHING]


def words_typed(text: str) -> list[str]:
    """The words of what a person typed, abbreviations spelt out."""
    words = [
        _SPELT_OUT.get(word, word)
        for word in folded(_SHORTENED_SUR.sub(" sur ", text.lower())).split()
        if word not in _SAYS_NOTHING
    ]
    # « chalon s saone »: a lone s between two words is « sur ». The last one may be a word just begun.
    inside = range(1, len(words) - 1)
    return ["sur" if word == "s" and place in inside else word for place, word in enumerate(words)]


def letters_of(word: str) -> int:
    """The set of the word's letters as bits: a quick way to see that two words are too far apart.

    One edit removes at most one bit and adds at most one: more than `edits` of either excludes a match.
    """
    return reduce(or_, map(_BIT.__getitem__, word), 0)


class Spelling:
    """A typed word, ready to be compared with many others."""

    def __init__(self, word: str) -> None:
        self.word = word
        self._column = (1 << len(word)) - 1
        self._top = self._column ^ self._column >> 1
        self._places: dict[str, int] = {}
        for place, character in enumerate(word):
            self._places[character] = self._places.get(character, 0) | 1 << place

    def edits_to(self, other: str) -> int:
        """How many letters to add, drop, change or swap with their neighbour, to write `other` instead."""
        return self._edits_to_each_beginning_of(other)[-1]

    def edits_to_a_beginning_of(self, other: str) -> int:
        """The same, to write as much of `other` as suits best."""
        return min(self._edits_to_each_beginning_of(other))

    def _edits_to_each_beginning_of(self, other: str) -> list[int]:
        """The optimal string alignment distances to "", to the first letter of `other`, and so on to all of it.

        One column of the table at a time, in the bits of one integer (Myers 1999, with the swaps of Hyyrö):
        some microseconds for a name, in plain Python.
        """
        if not self.word:
            return list(range(len(other) + 1))
        places, top, column = self._places, self._top, self._column
        edits, rises, falls = len(self.word), column, 0
        previous_match = previous_diagonal = 0
        distances = [edits]
        for character in other:
            match = places.get(character, 0)
            swap = ((~previous_diagonal & match) << 1) & previous_match
            diagonal = (swap | (((match & rises) + rises) ^ rises) | match | falls) & column
            up = falls | (column & ~(diagonal | rises))
            down = diagonal & rises
            if up & top:
                edits += 1
            elif down & top:
                edits -= 1
            distances.append(edits)
            up = (up << 1 | 1) & column
            rises = (down << 1 | ~(diagonal | up)) & column
            falls = diagonal & up
            previous_match, previous_diagonal = match, diagonal
        return distances
