"""Criteria and answers in words: « tu » to the young person, the third person to professionals. Pure."""

from __future__ import annotations

from collections.abc import Iterator

from boussole.core.typography import NO_BREAK, enumeration
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.wording import bounds_in_words, criterion_in_words
from boussole.questionnaires.definition import AGE, Answered, Answers, Definition, Question


def reason_in_words(criterion: Criterion, answered: Answered, definition: Definition) -> str:
    """Why a met criterion fits this person: « tu cherches un emploi », « tu as entre 16 et 25 ans »."""
    if criterion.kind == CriterionKind.RANGE:
        question = definition.question(criterion.question)
        if criterion.question == AGE:
            return f"tu as {bounds_in_words(criterion.minimum, criterion.maximum, 'ans')}"
        unit = question.unit if question else ""
        label = question.label.lower() if question else criterion.question
        return f"{label}{NO_BREAK}: {bounds_in_words(criterion.minimum, criterion.maximum, unit)}"
    question = definition.question(criterion.question)
    if question is None or not isinstance(answered, frozenset):
        return ""
    fitting = [a for a in question.answers if a.code in answered and a.code in criterion.accepted]
    return enumeration([answer.reason for answer in fitting if answer.reason])


def missing_in_words(criterion: Criterion, definition: Definition) -> str:
    """What one should have answered, for the animator: « Situation : au lycée ou en recherche »."""
    return criterion_in_words(criterion, definition)


def audience_in_words(criterion: Criterion, definition: Definition) -> str:
    """For whom an offer is, said to the young person: « tu as entre 16 et 25 ans », « tu cherches un emploi
    ou tu cherches un stage »; empty when it is for everybody, or when the question is of another version.
    """
    question = definition.question(criterion.question)
    if question is None or criterion.kind == CriterionKind.ALL:
        return ""
    if criterion.kind == CriterionKind.RANGE:
        return reason_in_words(criterion, None, definition)
    reasons = [answer.reason for answer in question.answers if answer.code in criterion.accepted]
    return enumeration([reason for reason in reasons if reason], "ou")


def answer_in_words(question: Question, answered: Answered) -> str:
    """What was answered, in the words that were pressed: « Je suis au lycée », « 450 € par mois »."""
    if answered is None:
        return "sans réponse"
    if isinstance(answered, int):
        return f"{answered}{NO_BREAK}{question.unit.replace(' ', NO_BREAK)}".strip()
    chosen = [answer.text for answer in question.answers if answer.code in answered]
    # Not a sentence: each answer keeps its capital, and may hold a comma.
    return " · ".join(chosen) if chosen else "aucune de ces réponses"


def summary_lines(answers: Answers, definition: Definition) -> Iterator[tuple[Question, str]]:
    """Each question answered and its answer in words, in the order of the questionnaire."""
    for code, question in definition.questions.items():
        if code in answers:
            yield question, answer_in_words(question, answers[code])
