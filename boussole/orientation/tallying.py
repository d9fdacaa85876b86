"""What one page sent adds to the tallies of its questionnaire. Pure.

The visit remembers what it has counted as one number, a bit for each question and a last one for the results: going
back, changing an answer or sending a page twice never counts twice. For one visit, `answered - went_on - finished`
summed over the pages is 1 while it is under way, 0 once it has reached the results: what is left is abandonment,
and it stands on the furthest page, whatever pages were skipped.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from boussole.questionnaires.definition import Answers, Definition, Question


@dataclass(frozen=True, slots=True)
class Count:
    """What is added to one row; the page as a whole when `question` is empty."""

    page: int
    question: str = ""
    answered: int = 0
    went_on: int = 0
    finished: int = 0
    left_blank: int = 0
    unknown: int = 0


def counts_of(
    definition: Definition, shown: Collection[str], answers: Answers, *, is_complete: bool, counted: int
) -> tuple[list[Count], int]:
    """What this page adds, and what the visit has counted from then on.

    `shown` are the codes of its questions, `answers` all those of the journey, `definition` the whole document.
    """
    bits = {code: 1 << rank for rank, code in enumerate(definition.questions)}
    pages = [sum(bits[question.code] for question in page.questions) for page in definition.pages]
    end = 1 << len(bits)
    number = next(
        (n for n, page in enumerate(pages, 1) if any(bits.get(code, 0) & page for code in shown)), 0
    )
    if not number:
        return [], counted
    found = [
        _of_question(number, definition.questions[code], answers)
        for code in shown
        if code in bits and not counted & bits[code]
    ]
    furthest = max((n for n, page in enumerate(pages, 1) if counted & page), default=0)
    has_finished = bool(counted & end)
    if not counted & pages[number - 1]:
        # A page that a change of answer brings back later was not the last one for this visit.
        found.append(Count(number, answered=1, went_on=int(number < furthest or has_finished)))
        if 0 < furthest < number and not has_finished:
            found.append(Count(furthest, went_on=1))
    counted |= sum(bits.get(code, 0) for code in shown)
    if is_complete and not has_finished:
        found.append(Count(max(number, furthest), finished=1))
        counted |= end
    return found, counted


def _of_question(page: int, question: Question, answers: Answers) -> Count:
    given = answers.get(question.code)
    is_blank = given is None or given == frozenset()
    is_unknown = isinstance(given, frozenset) and bool(given & question.wildcards)
    return Count(page, question.code, answered=1, left_blank=int(is_blank), unknown=int(is_unknown))
