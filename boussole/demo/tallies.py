"""How questionnaires were answered over the year: the counts that the site would have kept, page after page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import astuple
from datetime import date
from random import Random

from boussole.orientation.models import PageTally
from boussole.orientation.tallying import Count, counts_of
from boussole.questionnaires.definition import Answers, Definition

GIVES_UP = 0.06  # at each page, beside those who reach the results
Key = tuple[int, date, int, str]  # questionnaire, day, page, question
NUMBERS = ("answered", "went_on", "finished", "left_blank", "unknown")


class TallyBook:
    """Counts visits in memory; `store` writes them at once."""

    def __init__(self, territory_id: int) -> None:
        self.territory_id = territory_id
        self._kept: dict[Key, Counter[str]] = {}

    def visit(self, questionnaire: int, definition: Definition, answers: Answers, day: date) -> None:
        """Somebody who reached the results; beside them, now and then, somebody who gave up on a page."""
        rng = Random(f"{questionnaire}/{day}/{sorted(map(str, answers.items()))}")  # noqa: S311
        pages = list(_pages(definition, answers))
        self._walk(questionnaire, definition, pages, answers, day, reaches_the_end=True)
        for stop in range(1, len(pages)):
            if rng.random() < GIVES_UP:
                self._walk(questionnaire, definition, pages[:stop], answers, day, reaches_the_end=False)

    def store(self) -> None:
        PageTally.objects.bulk_create(
            [
                PageTally(
                    questionnaire_id=questionnaire,
                    territory_id=self.territory_id,
                    day=day,
                    page=page,
                    question=question,
                    **numbers,
                )
                for (questionnaire, day, page, question), numbers in sorted(self._kept.items())
            ],
            batch_size=1000,
        )
        self._kept.clear()

    def _walk(
        self,
        questionnaire: int,
        definition: Definition,
        pages: list[list[str]],
        answers: Answers,
        day: date,
        *,
        reaches_the_end: bool,
    ) -> None:
        counted = 0
        for rank, shown in enumerate(pages, start=1):
            is_last = reaches_the_end and rank == len(pages)
            found, counted = counts_of(definition, shown, answers, is_complete=is_last, counted=counted)
            for count in found:
                self._add(questionnaire, day, count)

    def _add(self, questionnaire: int, day: date, count: Count) -> None:
        page, question, *numbers = astuple(count)
        kept = self._kept.setdefault((questionnaire, day, page, question), Counter(dict.fromkeys(NUMBERS, 0)))
        kept.update(dict(zip(NUMBERS, numbers, strict=True)))


def _pages(definition: Definition, answers: Answers) -> Iterator[list[str]]:
    """The questions shown page by page to somebody who gave these answers."""
    for page in definition.pages:
        shown = [
            question.code
            for question in page.questions
            if question.code in answers and (question.only_if is None or question.only_if.holds(answers))
        ]
        if shown:
            yield shown
