"""Words found whole, by their beginning, or despite mistakes: the same as by comparing with each of them."""

from hypothesis import given
from hypothesis import strategies as st

from boussole.territories.vocabulary import ForgivingVocabulary
from tests.territories.test_spelling import naive_distance

WORDS = st.text(alphabet="abcd", min_size=1, max_size=9)
ENTRIES = st.dictionaries(
    WORDS, st.lists(st.integers(0, 50), min_size=1, max_size=3, unique=True), max_size=30
)


@given(ENTRIES, WORDS)
def test_a_word_leads_to_its_own_entries(entries, word):
    assert list(ForgivingVocabulary(entries).entries_of(word)) == entries.get(word, [])


@given(ENTRIES, WORDS)
def test_a_beginning_leads_to_the_entries_of_all_the_words_that_begin_so(entries, beginning):
    expected = {entry for word in entries if word.startswith(beginning) for entry in entries[word]}

    assert ForgivingVocabulary(entries).entries_beginning_with(beginning) == expected


@given(ENTRIES, WORDS)
def test_a_mistake_leads_to_the_nearest_words(entries, typed):
    one = [word for word in entries if naive_distance(typed, word) <= 1]
    two = [word for word in entries if naive_distance(typed, word) <= 2 and word[0] == typed[0]]
    expected = (1, one) if one else (2, two) if two else (0, [])

    near = ForgivingVocabulary(entries).nearest(typed, 2)

    assert near == (expected[0], {entry for word in expected[1] for entry in entries[word]})


@given(ENTRIES, WORDS)
def test_a_mistake_at_the_beginning_leads_to_the_words_that_nearly_begin_so(entries, typed):
    def nearly_begins_so(word):
        heads = [word[:length] for length in range(len(typed) + 2)]
        return word[0] == typed[0] and min(naive_distance(typed, head) for head in heads) <= 1

    expected = {entry for word in entries if nearly_begins_so(word) for entry in entries[word]}

    assert ForgivingVocabulary(entries).entries_nearly_beginning_with(typed) == expected
