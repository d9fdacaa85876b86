"""Which questions are worth asking somewhere: those that decide on an open offer (product.md 5.7, guarantees.md R3)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date

from boussole.offers.models import Criterion
from boussole.questionnaires.definition import Definition


def deciding_questions(areas: Iterable[str], theme_id: int, day: date) -> set[str]:
    """The questions on which an offer of the theme, open in these areas that day, puts a condition. One query."""
    criteria = Criterion.objects.exclude(kind=Criterion.Kind.ALL).filter(
        offer__reach__theme_id=theme_id,
        offer__reach__area__in=list(areas),
        offer__reach__starts_on__lte=day,
        offer__reach__ends_on__gte=day,
    )
    return set(criteria.values_list("question", flat=True).distinct())


def pointless_questions(definition: Definition, deciding: Collection[str]) -> list[str]:
    """The codes of the questions that need not be asked, those that lead to a deciding one kept. Pure."""
    needed: set[str] = set()
    for question in reversed(definition.questions.values()):
        if question.code in deciding or question.code in needed:
            needed.add(question.code)
            if question.only_if:
                needed.add(question.only_if.question)
    return [code for code in definition.questions if code not in needed]


def without_questions(definition: Definition, pointless: Collection[str]) -> Definition:
    """The questionnaire without these questions, nor the pages that they leave empty. Pure."""
    if not pointless:
        return definition
    pages = [
        replace(page, questions=tuple(q for q in page.questions if q.code not in pointless))
        for page in definition.pages
    ]
    return replace(definition, pages=tuple(page for page in pages if page.questions))
