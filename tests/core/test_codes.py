"""Codes made from words: always of the shape that a bundle accepts, never one that is taken."""

import re

from hypothesis import given
from hypothesis import strategies as st

from boussole.core import codes

SHAPE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@given(st.text(max_size=60), st.integers(4, 90))
def test_whatever_the_words_a_code_has_the_shape_of_bundles(words: str, longest: int) -> None:
    code = codes.code_from(words, otherwise="sans-nom", longest=longest)

    assert SHAPE.fullmatch(code)
    assert len(code) <= longest


def test_a_code_reads_like_its_words() -> None:
    made = [
        codes.code_from(words, otherwise="offre", longest=16)
        for words in ("Préparer ton entretien", "L’atelier_vélo", "--Été--", "!?")
    ]

    assert made == ["preparer-ton-ent", "latelier-velo", "ete", "offre"]


@given(st.sets(st.integers(1, 12)))
def test_the_first_free_number_is_taken_and_nothing_else(numbers: set[int]) -> None:
    taken = {"atelier" if number == 1 else f"atelier-{number}" for number in numbers}

    code = codes.free_code("atelier", taken)

    free = min(set(range(1, 14)) - numbers)
    assert code == ("atelier" if free == 1 else f"atelier-{free}")
