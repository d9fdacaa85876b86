"""How names are spelt, and how far two spellings are."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boussole.territories.spelling import Spelling, letters_of, words_typed

WORDS = st.text(alphabet="abc1", max_size=8)


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("Saint-Étienne", ["saint", "etienne"]),
        ("ST ETIENNE", ["saint", "etienne"]),
        ("Ste-Foy-lez-Lyon", ["sainte", "foy", "les", "lyon"]),
        ("L’Haÿ-les-Roses", ["l", "hay", "les", "roses"]),
        ("l'isle d abeau", ["l", "isle", "d", "abeau"]),
        ("Œting", ["oeting"]),
        ("chalon s/ saône", ["chalon", "sur", "saone"]),
        ("chalon s saone", ["chalon", "sur", "saone"]),
        ("saint s", ["saint", "s"]),
        ("Lyon 3ème arrondissement", ["lyon", "3"]),
        ("Paris 1er", ["paris", "1"]),
        ("Saint-Étienne CEDEX 2", ["saint", "etienne", "2"]),
        ("Ча 😀 \n\t", []),
        ("", []),
    ],
)
def test_what_people_type_becomes_plain_words(typed, words):
    assert words_typed(typed) == words


def naive_distance(one, other):
    """The optimal string alignment distance, as the definition says it."""
    table = [[max(i, j) if 0 in (i, j) else 0 for j in range(len(other) + 1)] for i in range(len(one) + 1)]
    for i, a in enumerate(one, 1):
        for j, b in enumerate(other, 1):
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, table[i - 1][j - 1] + (a != b))
            if i > 1 and j > 1 and a == other[j - 2] and b == one[i - 2]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@given(WORDS, WORDS)
def test_the_distance_is_the_one_of_the_definition(one, other):
    assert Spelling(one).edits_to(other) == naive_distance(one, other)


@given(WORDS, WORDS)
def test_the_distance_to_a_beginning_is_the_least_of_all_beginnings(one, other):
    beginnings = [other[:length] for length in range(len(other) + 1)]

    assert Spelling(one).edits_to_a_beginning_of(other) == min(naive_distance(one, b) for b in beginnings)


@given(WORDS, WORDS)
def test_each_edit_changes_at_most_one_letter_lost_and_one_letter_gained(one, other):
    edits = naive_distance(one, other)

    lost, gained = letters_of(one) & ~letters_of(other), letters_of(other) & ~letters_of(one)

    assert (lost.bit_count() <= edits, gained.bit_count() <= edits) == (True, True)
