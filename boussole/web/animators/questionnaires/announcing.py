"""What publishing changes, as the page tells it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from boussole.offers.models import Offer
from boussole.orientation.impact import Changed, Impact
from boussole.orientation.queries import impact
from boussole.questionnaires.comparing import Change, Sort
from boussole.questionnaires.definition import Definition, Question
from boussole.questionnaires.models import Questionnaire


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """A new answer, and the offers that must say whether they accept it."""

    question: str
    answer: str
    offers: list[str]


@dataclass(frozen=True, slots=True)
class MovingLine:
    """An offer that the searches of the last 90 days would find more, or less."""

    offer: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class OrphanLine:
    """An offer whose criterion is about something that disappears."""

    offer: str
    question: str
    answers: list[str]


@dataclass(frozen=True, slots=True)
class ToldImpact:
    """`orientation.impact.Impact` with titles and words instead of codes."""

    searched: int
    to_review: list[ReviewLine]
    losing: list[MovingLine]
    gaining: list[MovingLine]
    orphans: list[OrphanLine]
    deciding_nothing: list[Question]
    changes_nothing: bool


def told_impact(version: Questionnaire, day: date) -> ToldImpact:
    """Two queries more than `impact`: the titles of the offers, and the former words."""
    found = impact(version, day)
    titles = dict(Offer.objects.filter(code__in=_codes(found)).values_list("code", "title"))
    new = version.definition
    old = _former_words(version)
    return ToldImpact(
        found.searched,
        [
            ReviewLine(
                *_words(new, line.question, [line.answer]), [titles.get(each, each) for each in line.offers]
            )
            for line in found.to_review
        ],
        [_moving(each, titles) for each in found.losing],
        [_moving(each, titles) for each in found.gaining],
        [
            OrphanLine(
                titles.get(line.offer, line.offer),
                question.text if (question := old.question(line.question)) else line.question,
                [_answer(question, code) for code in line.answers],
            )
            for line in found.orphans
        ],
        [question for code in found.deciding_nothing if (question := new.questions.get(code))],
        found.is_nothing,
    )


def grouped(changes: Iterable[Change]) -> list[tuple[str, list[Change]]]:
    """The changes under their headings, in the order of `Sort`."""
    order = list(Sort)
    in_order = sorted(changes, key=lambda change: order.index(change.sort))
    return [(str(sort), list(group)) for sort, group in groupby(in_order, key=lambda change: change.sort)]


def _codes(found: Impact) -> set[str]:
    moving = {line.offer for line in (*found.losing, *found.gaining)}
    orphans = {line.offer for line in found.orphans}
    return moving | orphans | {code for line in found.to_review for code in line.offers}


def _former_words(version: Questionnaire) -> Definition:
    rows = Questionnaire.objects.filter(theme=version.theme).on_line()
    former = rows.filter(territory=version.territory).first() or rows.filter(territory=None).first()
    return (former or version).definition


def _moving(line: Changed, titles: dict[str, str]) -> MovingLine:
    return MovingLine(titles.get(line.offer, line.offer), line.before, line.after)


def _words(definition: Definition, code: str, answers: list[str]) -> tuple[str, str]:
    question = definition.question(code)
    return (question.text if question else code), ", ".join(_answer(question, answer) for answer in answers)


def _answer(question: Question | None, code: str) -> str:
    known = question.by_code.get(code) if question else None
    return known.text if known else code
