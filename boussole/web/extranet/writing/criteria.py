"""From the questionnaire to fields, from fields to criteria: exactly what matching reads. Pure.

A question is asked of everybody until somebody says otherwise. What this questionnaire does not know (a question
or an answer of another version) is shown and kept until it is dropped on purpose.
"""

from __future__ import annotations

from boussole.core.typography import NO_BREAK, enumeration
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.wording import accepted_in_words, bounds_in_words
from boussole.questionnaires.definition import AGE, AGE_QUESTION, Definition, Kind, Question
from boussole.territories.zones import Zone


def questions_of(definition: Definition) -> list[Question]:
    """Those that an offer may ask, the age first."""
    return [AGE_QUESTION, *definition.questions.values()]


def is_editable(criterion: Criterion, definition: Definition) -> bool:
    """Whether today's questionnaire can show it as a choice: its question exists, and is answered that way."""
    question = definition.question(criterion.question)
    if question is None:
        return False
    is_number = question.kind == Kind.NUMBER
    return criterion.kind == CriterionKind.ALL or (criterion.kind == CriterionKind.RANGE) == is_number


def choices_of(question: Question, criterion: Criterion) -> list[tuple[str, str]]:
    """The answers that can decide, then those accepted today that the questionnaire no longer has."""
    shown = [(answer.code, answer.text) for answer in question.answers if not answer.is_wildcard]
    known = {code for code, _ in shown}
    gone = [
        (code, f"{question.by_code[code].text} (n’exclut personne)")
        if code in question.by_code
        else (code, f"« {code} », une réponse qui n’existe plus")
        for code in sorted(criterion.accepted - known)
    ]
    return shown + gone


def asked_in_a_sentence(criteria: tuple[Criterion, ...], definition: Definition, zone: Zone) -> str:
    """For whom, in one breath: « De 18 à 25 ans, cherche du travail, a le permis : département de la Loire. »"""
    age = next((each for each in criteria if each.question == AGE), Criterion(AGE))
    parts = [_age_in_words(age)]
    for criterion in criteria:
        if criterion.question != AGE and criterion.kind != CriterionKind.ALL:
            parts.append(_in_words(criterion, definition))
    who = ", ".join(parts) if len(parts) > 1 or age.kind == CriterionKind.RANGE else "Tous les jeunes"
    return f"{who}{NO_BREAK}: {zone.in_words() or 'aucune commune'}."


def _age_in_words(age: Criterion) -> str:
    low, high = age.minimum, age.maximum
    if age.kind != CriterionKind.RANGE or (low is None and high is None):
        return "Tout âge"
    if high is None:
        return f"{low}{NO_BREAK}ans et plus"
    if low is None:
        return f"Jusqu’à {high}{NO_BREAK}ans"
    return f"{low}{NO_BREAK}ans" if low == high else f"De {low} à {high}{NO_BREAK}ans"


def _in_words(criterion: Criterion, definition: Definition) -> str:
    question = definition.question(criterion.question)
    if criterion.kind == CriterionKind.RANGE:
        label = question.label.lower() if question else criterion.question
        unit = question.unit if question else ""
        return f"{label} {bounds_in_words(criterion.minimum, criterion.maximum, unit)}"
    return enumeration(accepted_in_words(criterion, question), "ou")


def rewritten(before: tuple[Criterion, ...], after: list[Criterion]) -> tuple[Criterion, ...]:
    """The criteria that `after` says, each at its place of `before`; « everybody » is written only where it was."""
    wanted = {each.question: each for each in after}
    kept = [wanted.pop(each.question) for each in before if each.question in wanted]
    return (*kept, *(each for each in wanted.values() if each.kind != CriterionKind.ALL))
