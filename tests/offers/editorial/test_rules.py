"""What the line says of a text, rule by rule."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boussole.offers.content import OfferContent
from boussole.offers.editorial import reading
from boussole.offers.editorial.line import Line, document_of, line_from
from boussole.offers.editorial.national import NATIONAL
from boussole.offers.editorial.remarks import Remark, Rule
from boussole.offers.editorial.rules import check

EMPTY = OfferContent(theme="emploi", category="chercher")
LINE = Line(
    title_characters=30,
    summary_characters=80,
    sentence_words=8,
    plain_words={
        "insertion professionnelle": "trouver un travail",
        "insertion": "travail",
        "usager": "jeune",
    },
    acronyms={"CAF": "caisse d’allocations familiales"},
    known_acronyms=("CV",),
)


def remarks(line: Line = LINE, **texts: str) -> list[tuple[Rule, str, str]]:
    return [(one.rule, one.field, one.quote) for one in check(replace(EMPTY, **texts), line)]


def test_a_plain_text_gets_no_remark() -> None:
    assert (
        remarks(title="Préparer ton entretien", summary="On joue la scène avec toi. Tu apportes ton CV.")
        == []
    )


def test_a_text_too_long_says_by_how_much() -> None:
    (found,) = check(replace(EMPTY, title="a" * 32), LINE)

    assert found == Remark(
        Rule.LENGTH,
        "title",
        "Le titre a 2 caractères de trop\u00a0: 30 au plus, on le lit en entier sur un téléphone.",
    )


def test_a_long_sentence_is_quoted_and_the_others_are_not() -> None:
    long = "On cherche avec toi un logement près de ton travail ou de ton école."
    assert remarks(description=f"Viens. {long} À bientôt !") == [(Rule.SENTENCE, "description", long)]


def test_each_line_of_a_list_is_a_sentence() -> None:
    assert remarks(description="- un lit au calme pour toi\n- une douche et un repas\n- une aide") == []


def test_the_longest_expression_of_jargon_is_the_one_remarked() -> None:
    assert remarks(summary="Aide à l’Insertion  Professionnelle des usagers, de l’usager.") == [
        (Rule.JARGON, "summary", "Insertion  Professionnelle"),
        (Rule.JARGON, "summary", "usager"),
    ]


@pytest.mark.parametrize(
    ("text", "quotes"),
    [
        ("Prenez rendez-vous.", []),
        ("Un rendez-vous avec vous.", ["vous"]),
        ("Votre CV et vos envies.", ["Votre", "vos"]),
        ("Tes rendez-vous, et le vôtre.", ["vôtre"]),
    ],
)
def test_one_says_tu_to_young_people(text: str, quotes: list[str]) -> None:
    assert remarks(summary=text) == [(Rule.TU, "summary", quote) for quote in quotes]


@pytest.mark.parametrize(
    "text",
    [
        "La caisse d’allocations familiales (CAF) te répond.",
        "La CAF (caisse d’allocations familiales) te répond.",
        "On appelle la caisse d’allocations familiales. La CAF répond.",
    ],
)
def test_an_acronym_with_its_words_is_understood(text: str) -> None:
    assert remarks(replace(LINE, sentence_words=0), summary=text) == []


def test_an_acronym_is_remarked_once_with_its_words() -> None:
    found = check(replace(EMPTY, title="La CAF et toi", summary="On écrit à la CAF."), LINE)

    assert [(one.rule, one.field, one.suggestion) for one in found] == [
        (Rule.ACRONYM, "title", "caisse d’allocations familiales (CAF)")
    ]


def test_a_title_in_capitals_is_one_remark_and_not_many_acronyms() -> None:
    assert remarks(title="AIDE AU LOGEMENT") == [(Rule.ACRONYM, "title", "")]


def test_a_text_hard_to_read_is_said_with_its_score() -> None:
    hard = (
        "L’individualisation systématique des modalités organisationnelles conditionne "
        "l’opérationnalisation territoriale des expérimentations institutionnelles interdépartementales, "
        "notamment relativement aux problématiques socioprofessionnelles transversales identifiées "
        "collectivement préalablement par les administrations compétentes, conformément aux "
        "réglementations nationales applicables actuellement aux établissements concernés."
    )
    assert Rule.READABILITY in {one.rule for one in check(replace(EMPTY, description=hard), NATIONAL)}
    assert (reading.ease(hard) or 0) < 20


def test_ease_follows_its_formula() -> None:
    text = "Le chat dort. " * 15  # three words a sentence, one syllable a word

    assert reading.ease(text) == min(100, 207 - 1.015 * 3 - 73.6 * 1)
    assert reading.ease("Le chat dort.") is None


@pytest.mark.parametrize(
    ("word", "heard"),
    [("chat", 1), ("école", 2), ("rencontres", 2), ("aident", 1), ("appartement", 3), ("le", 1)],
)
def test_syllables_are_those_that_one_hears(word: str, heard: int) -> None:
    assert reading.syllables(word) == heard


@pytest.mark.parametrize("rule", ["title_characters", "sentence_words", "least_ease"])
def test_a_zero_switches_a_rule_off(rule: str) -> None:
    long = "Un titre bien trop long pour un téléphone de poche, même en largeur"
    before = remarks(replace(LINE, least_ease=100), title=long, description="anticonstitutionnellement " * 40)
    after = remarks(
        replace(LINE, **{"least_ease": 100, rule: 0}),
        title=long,
        description="anticonstitutionnellement " * 40,
    )
    silenced = {
        "title_characters": Rule.LENGTH,
        "sentence_words": Rule.SENTENCE,
        "least_ease": Rule.READABILITY,
    }

    assert {name for name, *_ in before} - {name for name, *_ in after} == {silenced[rule]}


@given(st.text(max_size=400), st.text(max_size=400))
def test_every_quote_is_in_the_text_it_speaks_of(summary: str, description: str) -> None:
    content = replace(EMPTY, summary=summary, description=description)
    for one in check(content, NATIONAL):
        assert one.quote in getattr(content, one.field)


lines = st.builds(
    Line,
    sentence_words=st.integers(0, 60),
    says_tu=st.booleans(),
    plain_words=st.dictionaries(st.text(min_size=1, max_size=8), st.text(min_size=1, max_size=8), max_size=3),
    acronyms=st.dictionaries(st.text(min_size=2, max_size=5), st.text(min_size=1, max_size=8), max_size=3),
    known_words=st.lists(st.text(min_size=1, max_size=8), max_size=3, unique=True).map(sorted).map(tuple),
)


@given(lines)
def test_a_line_is_read_back_as_it_was_written(line: Line) -> None:
    assert line_from(document_of(line), over=NATIONAL) == line


def test_the_national_line_holds_together() -> None:
    assert list(NATIONAL.faults()) == []
    assert line_from({}, over=NATIONAL) == NATIONAL
