"""How questionnaires are answered: figures beside each question (product.md 5.2)."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Sum

from boussole.core.masking import FEWEST, masked
from boussole.orientation.models import PageTally


@dataclass(frozen=True, slots=True)
class PageFigures:
    """One page: how many answered it, and how many of them went no further."""

    page: int
    answered: int
    abandoned: int

    @property
    def answered_in_words(self) -> str:
        return masked(self.answered)

    @property
    def abandonment(self) -> int | None:
        """In hundredths; None when too few answered to tell."""
        return _share(self.abandoned, self.answered)


@dataclass(frozen=True, slots=True)
class QuestionFigures:
    """One question: how many saw it and sent the page, left it blank, or pressed « je ne sais pas »."""

    question: str
    asked: int
    left_blank: int
    unknown: int

    @property
    def asked_in_words(self) -> str:
        return masked(self.asked)

    @property
    def blank_rate(self) -> int | None:
        """In hundredths; None when too few answered to tell."""
        return _share(self.left_blank, self.asked)

    @property
    def unknown_rate(self) -> int | None:
        return _share(self.unknown, self.asked)


@dataclass(frozen=True, slots=True)
class QuestionnaireFigures:
    """All of them for some versions of a questionnaire: pages by number, questions by code."""

    begun: int = 0
    finished: int = 0
    pages: dict[int, PageFigures] = field(default_factory=dict)
    questions: dict[str, QuestionFigures] = field(default_factory=dict)

    @property
    def begun_in_words(self) -> str:
        return masked(self.begun)

    @property
    def completion(self) -> int | None:
        """Those who reached the results among those who answered a page, in hundredths."""
        return _share(self.finished, self.begun)


def figures_by_question(
    questionnaire_ids: Collection[int], since: date, *, territory_id: int | None = None
) -> QuestionnaireFigures:
    """The figures of these versions since that day, everywhere or in one territory. One query.

    Pages are numbered as in each document: give several ids only when their pages are the same.
    """
    rows = PageTally.objects.filter(questionnaire__in=questionnaire_ids, day__gte=since)
    if territory_id is not None:
        rows = rows.filter(territory=territory_id)
    pages: dict[int, PageFigures] = {}
    questions: dict[str, QuestionFigures] = {}
    finished = 0
    by_question = rows.order_by().values_list("page", "question").annotate(*map(Sum, _COUNTED))
    for page, question, answered, went_on, done, left_blank, unknown in by_question:
        if question:
            known = questions.get(question, QuestionFigures(question, 0, 0, 0))
            questions[question] = QuestionFigures(
                question, known.asked + answered, known.left_blank + left_blank, known.unknown + unknown
            )
        else:
            # Never below zero: on the first day read, somebody may go on from a page answered the day before.
            pages[page] = PageFigures(page, answered, max(0, answered - went_on - done))
            finished += done
    begun = finished + sum(each.abandoned for each in pages.values())
    return QuestionnaireFigures(begun, finished, dict(sorted(pages.items())), questions)


_COUNTED = ("answered", "went_on", "finished", "left_blank", "unknown")


def _share(part: int, whole: int) -> int | None:
    return round(100 * part / whole) if whole >= FEWEST else None
