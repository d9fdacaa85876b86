"""Random questionnaires, offers and situations, the same for the pure engine and for the table."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from typing import Any

from boussole.offers.criteria import Criterion, CriterionKind
from boussole.questionnaires.definition import Definition, Kind, definition_from
from boussole.territories.geography import geography

DAY = date(2026, 11, 23)
# Saint-Étienne, Saint-Chamond, Boën, Lyon 3e, Annecy, Saint-Denis de la Réunion.
COMMUNES = ("42218", "42207", "42019", "69383", "74010", "97411")


def questionnaire(random: Random) -> Definition:
    questions: list[dict[str, Any]] = []
    for number in range(random.randint(1, 6)):
        kind = random.choice(list(Kind))
        entry: dict[str, Any] = {"code": f"q{number}", "kind": kind.value, "text": f"Question {number} ?"}
        if kind == Kind.NUMBER:
            entry |= {"minimum": 0, "maximum": 100, "unit": "€"}
        elif kind != Kind.YES_NO:
            entry["answers"] = [
                {"code": f"a{rank}", "text": f"Réponse {rank}", "reason": f"tu as dit {rank}"}
                for rank in range(random.randint(2, 5))
            ] + [{"code": "ne-sais-pas", "text": "Je ne sais pas", "wildcard": True}]
        questions.append(entry)
    return definition_from(
        {"theme": "essai", "version": 1, "pages": [{"title": "Une", "questions": questions}]}
    )


def criteria(random: Random, definition: Definition) -> tuple[Criterion, ...]:
    found = []
    for question in definition.questions.values():
        if random.random() < 0.5:
            continue
        if random.random() < 0.1:
            found.append(Criterion(question.code))
        elif question.kind == Kind.NUMBER:
            found.append(a_range(random, question.code, 0, 100))
        else:
            codes = sorted(question.deciding)
            accepted = frozenset(random.sample(codes, random.randint(1, len(codes))))
            found.append(Criterion(question.code, CriterionKind.ONLY, accepted=accepted))
    if random.random() < 0.5:
        found.append(a_range(random, "age", 15, 30))
    return tuple(found)


def a_range(random: Random, question: str, lowest: int, highest: int) -> Criterion:
    low, high = sorted(random.randint(lowest, highest) for _ in range(2))
    minimum, maximum = random.choice([(low, high), (low, None), (None, high)])
    return Criterion(question, CriterionKind.RANGE, minimum=minimum, maximum=maximum)


def areas(random: Random) -> tuple[str, ...]:
    home = geography().commune(random.choice(COMMUNES))
    others = random.sample(COMMUNES, random.randint(0, 2))
    return tuple({random.choice(home.areas), *(f"commune:{code}" for code in others)})


def dates(random: Random) -> tuple[date, date]:
    if random.random() < 0.6:
        return date(2026, 1, 1), date(2027, 1, 1)
    start = DAY + timedelta(days=random.randint(-2, 2))
    return start, start + timedelta(days=random.randint(0, 2))


def situation(random: Random, definition: Definition) -> dict[str, Any]:
    """As written on a line of JSON."""
    answers: dict[str, Any] = {}
    for question in definition.questions.values():
        if random.random() < 0.25:
            continue
        codes = sorted(question.by_code)
        if question.kind == Kind.NUMBER:
            answers[question.code] = random.choice([None, random.randint(0, 100)])
        elif question.kind == Kind.SEVERAL:
            answers[question.code] = random.sample(codes, random.randint(0, min(3, len(codes))))
        else:
            answers[question.code] = random.choice(codes)
    found: dict[str, Any] = {"commune": random.choice(COMMUNES), "answers": answers}
    if random.random() < 0.3:
        found["second_commune"] = random.choice(COMMUNES)
    if random.random() < 0.8:
        found["age"] = random.randint(14, 32)
    return found


def datetime_of(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 9, tzinfo=UTC)
