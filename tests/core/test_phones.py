"""A number is understood however it is typed, or refused with a sentence that says what to do."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boussole.core.phones import NotAPhoneNumber, in_words, is_mobile, parse


@pytest.mark.parametrize(
    "typed",
    ["06 39 98 12 34", "0639981234", "06.39.98.12.34", "06-39-98-12-34", "06/39/98/12/34",
     "06\u00a039\u00a098\u00a012\u00a034",
     "+33639981234", "+33 6 39 98 12 34", "+33 (0)6 39 98 12 34", "0033 6 39 98 12 34", "0033(0)639981234",
     "33639981234", "  0639981234\t", "\u202a06 39 98 12 34\u202c", "０６３９９８１２３４", "(0)639981234"],
)  # fmt: skip
def test_every_way_of_typing_a_mobile_gives_the_same_number(typed):
    assert parse(typed) == "+33639981234"


@pytest.mark.parametrize(
    ("typed", "number", "mobile", "words"),
    [
        ("06 39 98 12 34", "+33639981234", True, "06 39 98 12 34"),
        ("01 99 00 12 34", "+33199001234", False, "01 99 00 12 34"),
        ("04 77 00 00 00", "+33477000000", False, "04 77 00 00 00"),
        ("0939 00 12 34", "+33939001234", False, "09 39 00 12 34"),
        ("0690 35 12 34", "+590690351234", True, "06 90 35 12 34"),
        ("0696 20 12 34", "+596696201234", True, "06 96 20 12 34"),
        ("0694 20 12 34", "+594694201234", True, "06 94 20 12 34"),
        ("0692 12 34 56", "+262692123456", True, "06 92 12 34 56"),
        ("0639 69 12 34", "+262639691234", True, "06 39 69 12 34"),
        ("0262 20 12 34", "+262262201234", False, "02 62 20 12 34"),
        ("+687 75 12 34", "+687751234", True, "+687 75.12.34"),
        ("+508 41 12 34", "+508411234", False, "+508 41 12 34"),
    ],
)
def test_france_and_overseas(typed, number, mobile, words):
    assert (parse(typed), is_mobile(number), in_words(number)) == (number, mobile, words)


TEN_DIGITS = (
    "Ce numéro de téléphone n’est pas valable\u00a0: il faut 10\u00a0chiffres, par exemple 06 39 98 12 34."
)
FRENCH = (
    "Ce numéro n’est pas français\u00a0: indiquer un numéro de France ou d’outre-mer, ou une adresse e-mail."
)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("", TEN_DIGITS),
        ("06 39 98 12 3", TEN_DIGITS),
        ("06 39 98 12 345", TEN_DIGITS),
        ("6 39 98 12 34", TEN_DIGITS),
        ("123456", TEN_DIGITS),  # valid in New Caledonia, more likely a mistake
        ("0612345", TEN_DIGITS),
        ("3919", TEN_DIGITS),
        ("00 00 00 00 00", TEN_DIGITS),
        ("06 39 98 12 34 poste 3", TEN_DIGITS),
        ("ines@example.org", TEN_DIGITS),
        ("+33 0 00 00 00 00", TEN_DIGITS),
        ("+32 2 555 12 12", FRENCH),
        ("0041 22 767 61 11", FRENCH),
    ],
)
def test_a_number_that_nobody_could_call_is_refused_and_never_quoted(typed, sentence):
    with pytest.raises(NotAPhoneNumber) as refusal:
        parse(typed)

    assert refusal.value.message == sentence


@given(st.text(max_size=60))
def test_whatever_is_typed_gives_a_number_or_a_refusal(typed):
    try:
        number = parse(typed)
    except NotAPhoneNumber:
        return
    assert (number[0], number[1:].isdecimal(), parse(number)) == ("+", True, number)


@given(
    digits=st.integers(0, 9999),
    block=st.sampled_from(["063998", "019900", "065512", "077012", "047712", "069212", "069035"]),
    separators=st.lists(st.sampled_from(["", " ", ".", "-", "\u00a0", "  "]), min_size=9, max_size=9),
)
def test_what_is_written_between_the_digits_changes_nothing(digits, block, separators):
    number = f"{block}{digits:04d}"
    typed = number[0] + "".join(sep + digit for sep, digit in zip(separators, number[1:], strict=True))

    assert parse(typed) == parse(number)


@given(digits=st.integers(0, 9999), block=st.sampled_from(["063998", "019900", "069212", "047712"]))
def test_a_number_said_in_words_is_read_back(digits, block):
    number = parse(f"{block}{digits:04d}")

    assert parse(in_words(number)) == number
