"""What an offer asks, as a professional reads it. Pure. What is said to the young person: `orientation/wording`."""

from __future__ import annotations

from boussole.core.typography import NO_BREAK, enumeration
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.questionnaires.definition import Definition, Question


def criterion_in_words(criterion: Criterion, definition: Definition) -> str:
    """A criterion with the name of its question: « Âge : entre 16 et 25 ans »."""
    label = question_in_words(criterion.question, definition)
    return f"{label}{NO_BREAK}: {asked_in_words(criterion, definition)}"


def question_in_words(code: str, definition: Definition) -> str:
    """« Situation »; the code itself for a question that this questionnaire no longer has."""
    question = definition.question(code)
    return question.label if question else code


def asked_in_words(criterion: Criterion, definition: Definition) -> str:
    """What is asked on one question: « tout le monde », « entre 16 et 25 ans », « au lycée ou en recherche »."""
    if criterion.kind == CriterionKind.ALL:
        return "tout le monde"
    question = definition.question(criterion.question)
    if criterion.kind == CriterionKind.RANGE:
        return bounds_in_words(criterion.minimum, criterion.maximum, question.unit if question else "")
    return enumeration(accepted_in_words(criterion, question), "ou")


def accepted_in_words(criterion: Criterion, question: Question | None) -> list[str]:
    """Each accepted answer as told to a professional, in the order of the questionnaire.

    An answer that the questionnaire no longer has keeps its code: it still decides for the journeys begun before.
    """
    known = [answer for answer in (question.answers if question else ()) if answer.code in criterion.accepted]
    gone = criterion.accepted - {answer.code for answer in known}
    return [(answer.summary or answer.text).rstrip(".") for answer in known] + sorted(gone)


def bounds_in_words(minimum: int | None, maximum: int | None, unit: str) -> str:
    """« entre 16 et 25 ans », « au moins 18 ans », « au plus 900 € »."""
    words = unit.replace(" ", NO_BREAK)
    if minimum is None:
        return f"au plus {maximum}{NO_BREAK}{words}".strip()
    if maximum is None:
        return f"au moins {minimum}{NO_BREAK}{words}".strip()
    if minimum == maximum:
        return f"{minimum}{NO_BREAK}{words}".strip()
    return f"entre {minimum} et {maximum}{NO_BREAK}{words}".strip()
