"""The journey through a questionnaire, computed from the answers given. Pure.

Nothing remembers « where one is »: going back, changing an answer, a deep link and a reload all come
down to the same question: given these answers, which questions are asked, which still wait?
"""

from __future__ import annotations

from dataclasses import dataclass

from boussole.questionnaires.definition import Answers, Definition, Question


@dataclass(frozen=True, slots=True)
class Step:
    """A page of the questionnaire as one young person meets it: only the questions asked of them."""

    number: int
    title: str
    questions: tuple[Question, ...]

    def waits(self, answers: Answers) -> bool:
        """Whether a question of this page has not been answered. Shown and left blank is an answer."""
        return any(question.code not in answers for question in self.questions)


def kept(definition: Definition, answers: Answers) -> Answers:
    """The answers to questions that are still asked: changing one answer forgets those it led to."""
    alive: dict[str, object] = {}
    for question in definition.questions.values():
        asked = question.only_if is None or question.only_if.holds(alive)  # type: ignore[arg-type]
        if asked and question.code in answers:
            alive[question.code] = answers[question.code]
    return alive  # type: ignore[return-value]


def steps(definition: Definition, answers: Answers) -> list[Step]:
    """The pages that have something to ask this person, in order, numbered from 1."""
    alive = kept(definition, answers)
    found: list[Step] = []
    for page in definition.pages:
        asked = tuple(q for q in page.questions if q.only_if is None or q.only_if.holds(alive))
        if asked:
            found.append(Step(len(found) + 1, page.title, asked))
    return found


def current_step(definition: Definition, answers: Answers) -> Step | None:
    """The first page that still waits; None when the journey is complete."""
    alive = kept(definition, answers)
    return next((step for step in steps(definition, alive) if step.waits(alive)), None)


def step_at(definition: Definition, answers: Answers, number: int) -> Step | None:
    """The page of that number if it may be opened now: not beyond the first that waits."""
    found = steps(definition, answers)
    if not 1 <= number <= len(found):
        return None
    current = current_step(definition, answers)
    return found[number - 1] if current is None or number <= current.number else None
