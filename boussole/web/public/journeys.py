"""One theme as this visit goes through it: its questionnaire, the answers so far, what comes next."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from boussole.core.typography import NO_BREAK
from boussole.orientation import journey
from boussole.orientation.asking import deciding_questions, pointless_questions, without_questions
from boussole.orientation.journey import Step
from boussole.questionnaires.definition import NO, Answered, Answers, Definition, Question
from boussole.questionnaires.models import Questionnaire
from boussole.questionnaires.queries import OpenTheme, current_questionnaire, questionnaire_version
from boussole.web.public.surroundings import Surroundings
from boussole.web.public.visit import ThemeAnswers, Visit

AGE_STEP = 0  # the age is asked by the site itself, before the questionnaire
SECONDS_PER_QUESTION = 12


@dataclass(frozen=True)
class Journey:
    """The questionnaire of a theme, and the visit that answers it."""

    theme: OpenTheme
    definition: Definition
    visit: Visit

    @property
    def answers(self) -> Answers:
        return self.visit.themes[self.theme.code].answers

    @property
    def steps(self) -> list[Step]:
        return journey.steps(self.definition, self.answers)

    @property
    def is_complete(self) -> bool:
        return self.visit.age_is_asked and journey.current_step(self.definition, self.answers) is None

    def step_at(self, number: int) -> Step | None:
        """The page of that number, if it may be opened now."""
        if not self.visit.age_is_asked:
            return None
        return journey.step_at(self.definition, self.answers, number)

    def left_to_ask(self, step: Step) -> tuple[Question, ...]:
        """The questions of a page; once it was answered, only those that the answers have just added to it."""
        left = tuple(question for question in step.questions if question.code not in self.answers)
        return left or step.questions

    def answer(self, given: Answers) -> None:
        """Keep these answers; those that they make pointless are forgotten."""
        self.visit.themes[self.theme.code].answers = journey.kept(self.definition, {**self.answers, **given})

    def next_url(self) -> str:
        """The first page that still waits, else the results."""
        if not self.visit.age_is_asked:
            return reverse("public:question", args=[self.theme.code, AGE_STEP])
        step = journey.current_step(self.definition, self.answers)
        if step is None:
            return reverse("public:results", args=[self.theme.code])
        return reverse("public:question", args=[self.theme.code, step.number])

    def next_page(self) -> HttpResponse:
        return redirect(self.next_url())

    def previous_url(self, number: int) -> str:
        """One page back, without losing anything."""
        if number > AGE_STEP:
            return reverse("public:question", args=[self.theme.code, number - 1])
        return reverse("public:themes")

    def time_left(self, number: int) -> str:
        """How long it still takes, in words."""
        questions = sum(len(step.questions) for step in self.steps if step.number >= number)
        minutes = round(questions * SECONDS_PER_QUESTION / 60)
        if number == len(self.steps):
            return "c’est la dernière"
        if minutes > 1:
            return f"encore {minutes}{NO_BREAK}minutes"
        return "encore une minute"

    @property
    def is_delicate(self) -> bool:
        """Whether the theme, or something answered, may call for help at once (guarantees.md R22)."""
        return self.theme.is_sensitive or tells_something_sensitive(self.answers, self.definition)


def journey_through(theme: OpenTheme, where: Surroundings, visit: Visit) -> Journey | None:
    """The journey as it stands: one that has begun ends on the version it began with.

    A question that decides no open offer here is not asked. None when the theme has no questionnaire.
    Two queries when it begins, none after.
    """
    definition = definition_begun(visit, theme.code)
    if definition is None:
        current = current_questionnaire(theme.code, where.territory)
        if current is None:
            return None
        deciding = deciding_questions(where.situation(visit, {}).areas, theme.id, where.day)
        pointless = pointless_questions(current[1], deciding)
        visit.themes[theme.code] = ThemeAnswers(version=current[0], pointless=pointless)
        definition = without_questions(current[1], pointless)
    return Journey(theme, definition, visit)


def definition_begun(visit: Visit, code: str) -> Definition | None:
    """The questionnaire that this visit has begun to answer on that theme, as it asks it; None before."""
    begun = visit.themes.get(code)
    if begun is None:
        return None
    try:
        return without_questions(questionnaire_version(begun.version), begun.pointless)
    except Questionnaire.DoesNotExist:
        return None  # never published, or long gone: begin again with today's


def tells_something_sensitive(answers: Answers, definition: Definition) -> bool:
    """Whether a sensitive question was answered otherwise than by « non » or « je ne sais pas »."""
    return any(
        question.is_sensitive and _says_something(answers.get(code), question)
        for code, question in definition.questions.items()
    )


def _says_something(given: Answered, question: Question) -> bool:
    if isinstance(given, frozenset):
        return bool(given - question.wildcards - {NO})
    return given is not None
