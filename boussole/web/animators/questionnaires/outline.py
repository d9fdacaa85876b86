"""A questionnaire as an outline: its pages, its questions, and what is said beside each."""

from __future__ import annotations

from dataclasses import dataclass

from boussole.core.typography import NO_BREAK, counted
from boussole.orientation.queries.figures import PageFigures, QuestionFigures, QuestionnaireFigures
from boussole.questionnaires.adaptation import adapted
from boussole.questionnaires.comparing import KINDS, condition_in_words
from boussole.questionnaires.definition import Definition, Kind, Question
from boussole.questionnaires.editing import Document, Entry, entries
from boussole.questionnaires.models import Questionnaire


@dataclass(frozen=True, slots=True)
class Line:
    """One question of the outline."""

    question: Question
    answers: str
    rules: tuple[str, ...]
    origin: str = ""  # « Adaptée », « Ajoutée ici », nothing for the national text
    figures: QuestionFigures | None = None


@dataclass(frozen=True, slots=True)
class OutlinePage:
    """One page, its number from 1."""

    number: int
    title: str
    lines: tuple[Line, ...]
    is_first: bool
    is_last: bool
    figures: PageFigures | None = None

    @property
    def index(self) -> int:
        return self.number - 1


def outline_of(version: Questionnaire, figures: QuestionnaireFigures | None = None) -> list[OutlinePage]:
    """The pages of a version, the figures of the one on line beside its questions."""
    definition = version.definition
    known = figures or QuestionnaireFigures()
    origins = origins_of(version)
    return [
        OutlinePage(
            number,
            page.title,
            tuple(
                Line(
                    question,
                    _answers(question),
                    tuple(_rules(question, definition)),
                    origins.get(question.code, ""),
                    known.questions.get(question.code),
                )
                for question in page.questions
            ),
            is_first=number == 1,
            is_last=number == len(definition.pages),
            figures=known.pages.get(number),
        )
        for number, page in enumerate(definition.pages, start=1)
    ]


def origins_of(version: Questionnaire) -> dict[str, str]:
    """By question, what a territory did to it; nothing for a national questionnaire."""
    layer = version.layer or {}
    touched = dict.fromkeys((*layer.get("wording", {}), *layer.get("answers", {})), "Adaptée")
    return touched | {entry["code"]: "Ajoutée ici" for entry in layer.get("questions", ())}


def hidden_questions(version: Questionnaire) -> list[Entry]:
    """The national questions that a territory does not ask."""
    if version.based_on is None:
        return []
    national = entries(version.based_on.document)
    return [national[code] for code in (version.layer or {}).get("hidden", ()) if code in national]


def keeps_its_own_order(version: Questionnaire) -> bool:
    """Whether the territory moved something: it then keeps a whole order of its own (decision 0025)."""
    return "outline" in (version.layer or {})


def in_national_order(version: Questionnaire) -> Document:
    """The document of a territory's draft with the pages and the order of the national one."""
    if version.based_on is None:
        return version.document
    layer = {key: value for key, value in (version.layer or {}).items() if key != "outline"}
    return adapted(version.based_on.document, layer)


def _answers(question: Question) -> str:
    if question.kind == Kind.YES_NO:
        return ""
    if question.kind == Kind.NUMBER:
        unit = f"{NO_BREAK}{question.unit.replace(' ', NO_BREAK)}" if question.unit else ""
        return f"De {question.minimum} à {question.maximum}{unit}"
    return " · ".join(answer.text for answer in question.answers)


def _rules(question: Question, definition: Definition) -> list[str]:
    rules = [KINDS[question.kind].capitalize()]
    if question.kind in (Kind.ONE, Kind.SEVERAL):
        rules.append(counted(len(question.answers), "réponse"))
    if question.only_if:
        rules.append(condition_in_words(question.only_if, definition))
    return rules


def national_entry(version: Questionnaire, code: str) -> Entry | None:
    """The national text of a question that a territory adapts; None when the question is one's own."""
    return entries(version.based_on.document).get(code) if version.based_on else None
