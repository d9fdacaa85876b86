"""Answers in the words that were pressed."""

import pytest

from boussole.orientation.wording import answer_in_words
from boussole.questionnaires.definition import definition_from
from tests.factories.questionnaires import document

QUESTIONS = definition_from(document()).questions


@pytest.mark.parametrize(
    ("question", "answered", "words"),
    [
        ("statut", frozenset({"recherche"}), "Je cherche du travail"),
        ("cherche", frozenset({"emploi", "stage"}), "Un emploi · Un stage"),  # a list, not a sentence
        ("cherche", frozenset(), "aucune de ces réponses"),
        ("ressources", 450, "450\u00a0€\u00a0par\u00a0mois"),
        ("ressources", None, "sans réponse"),
    ],
)
def test_an_answer_keeps_the_words_that_were_pressed(question, answered, words):
    assert answer_in_words(QUESTIONS[question], answered) == words
