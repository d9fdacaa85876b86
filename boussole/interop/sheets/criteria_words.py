"""Criteria in one cell: « Âge : 18 à 25 ; Situation : recherche, lycee ». Pure, and read back exactly.

A column for each question would be a hundred columns over all themes. Questions and answers are written by their
label when it can be read back without doubt, else by their code; both are understood.

    Âge : 18 à 25             a range, both ends included; also « à partir de 18 », « jusqu’à 25 », « 18 »
    Situation : lycee, Autre  only these answers
    Permis : tout le monde    everybody: the same as saying nothing of it
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from boussole.interop.sheets.cells import pieces_of
from boussole.interop.sheets.columns import folded
from boussole.interop.sheets.faults import CellFault
from boussole.offers.criteria import Criterion, CriterionKind
from boussole.questionnaires.definition import AGE_QUESTION, Definition, Kind, Question

EVERYBODY, NOBODY, ANY_NUMBER = "tout le monde", "personne", "tous les nombres"
RESERVED = {folded(EVERYBODY), folded(NOBODY), folded(ANY_NUMBER)}
SEPARATORS = re.compile(r"[:;,\n]")
NUMBER = r"(-?\d{1,6})"
RANGE = re.compile(rf"(?:de )?{NUMBER} (?:a|-|–) {NUMBER}(?: ans)?$")
FROM = re.compile(rf"(?:a partir de|des|plus de|>=) ?{NUMBER}(?: ans)?$")
TO = re.compile(rf"(?:jusqu'a|jusque|au plus|<=) ?{NUMBER}(?: ans)?$")
EXACTLY = re.compile(rf"{NUMBER}(?: ans)?$")


class Names:
    """Codes and labels that answer to each other, without doubt."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        pairs = list(pairs)
        self._codes = {folded(code): code for code, _ in pairs}
        self._labels: dict[str, str] = {}
        doubtful = set(self._codes) | RESERVED
        for code, label in pairs:
            name = folded(label)
            if SEPARATORS.search(label) or label != " ".join(label.split()):
                continue
            if name in self._labels or (name in doubtful and self._codes.get(name) != code):
                doubtful.add(name)
                self._labels.pop(name, None)
            elif name and name not in RESERVED:
                self._labels[name] = code
        self._written = {code: label for code, label in pairs if self._labels.get(folded(label)) == code}

    def write(self, code: str) -> str:
        return self._written.get(code, code)

    def read(self, text: str) -> str | None:
        name = folded(text)
        return self._codes.get(name) or self._labels.get(name)

    def examples(self) -> str:
        """The first ones, for somebody who wrote another."""
        return ", ".join(f"« {self.write(code)} »" for code in list(self._codes.values())[:6])


@lru_cache(maxsize=64)
def _questions(definition: Definition) -> tuple[dict[str, Question], Names]:
    known = {AGE_QUESTION.code: AGE_QUESTION, **definition.questions}
    return known, Names((question.code, question.label) for question in known.values())


@lru_cache(maxsize=1024)
def _answers(question: Question) -> Names:
    return Names((answer.code, answer.text) for answer in question.answers)


def criteria_in_cell(criteria: Sequence[Criterion], definition: Definition) -> str:
    """The cell of these criteria, in the order of the questionnaire."""
    known, names = _questions(definition)
    order = {code: rank for rank, code in enumerate(known)}
    criteria = sorted(criteria, key=lambda each: (order.get(each.question, len(order)), each.question))
    return " ; ".join(
        " : ".join((names.write(each.question), _condition(each, known.get(each.question))))
        for each in criteria
    )


def _condition(criterion: Criterion, question: Question | None) -> str:
    if criterion.kind == CriterionKind.ALL:
        return EVERYBODY
    if criterion.kind == CriterionKind.RANGE:
        low, high = criterion.minimum, criterion.maximum
        if low is None:
            return ANY_NUMBER if high is None else f"jusqu’à {high}"
        if high is None:
            return f"à partir de {low}"
        return str(low) if low == high else f"{low} à {high}"
    if not criterion.accepted:
        return NOBODY
    order = [answer.code for answer in question.answers] if question else []
    known = [code for code in order if code in criterion.accepted]
    accepted = [*known, *sorted(criterion.accepted.difference(known))]
    names = _answers(question) if question else Names(())
    return ", ".join(names.write(code) for code in accepted)


def criteria_from_cell(text: str, definition: Definition) -> tuple[Criterion, ...]:
    """What the cell asks.

    :raises CellFault: at the first thing that cannot be understood
    """
    known, names = _questions(definition)
    found: dict[str, Criterion] = {}
    for piece in pieces_of(text):
        name, colon, condition = piece.partition(":")
        if not colon:
            raise CellFault(f"« {piece[:60]} » : écrivez la question, deux points, puis ce qui est accepté.")
        code = names.read(name)
        if code is None:
            raise CellFault(
                f"« {name.strip()[:60]} » n’est pas une question de ce thème. Par exemple : {names.examples()}."
            )
        if code in found:
            raise CellFault(f"la question « {name.strip()} » est écrite deux fois.")
        found[code] = _criterion(known[code], condition.strip())
    return tuple(found.values())


def _criterion(question: Question, condition: str) -> Criterion:
    if folded(condition) == folded(EVERYBODY):
        return Criterion(question.code)
    if question.kind == Kind.NUMBER:
        return _range(question, condition)
    names = _answers(question)
    accepted = set()
    for answer in pieces_of(condition, ","):
        code = names.read(answer)
        if code is None:
            raise CellFault(
                f"« {answer[:60]} » n’est pas une réponse de « {question.label} ». Par exemple : {names.examples()}."
            )
        accepted.add(code)
    if not accepted:
        raise CellFault(f"« {question.label} » : dites quelles réponses sont acceptées, ou « {EVERYBODY} ».")
    return Criterion(question.code, CriterionKind.ONLY, accepted=frozenset(accepted))


def _range(question: Question, condition: str) -> Criterion:
    said = folded(condition)
    low: str | None = None
    high: str | None = None
    if found := RANGE.match(said):
        low, high = found.groups()
    elif found := FROM.match(said):
        low = found[1]
    elif found := TO.match(said):
        high = found[1]
    elif found := EXACTLY.match(said):
        low = high = found[1]
    elif said != folded(ANY_NUMBER):
        raise CellFault(f"« {question.label} » : écrivez « 18 à 25 », « à partir de 18 » ou « jusqu’à 25 ».")
    minimum, maximum = (None if bound is None else int(bound) for bound in (low, high))
    if minimum is not None and maximum is not None and minimum > maximum:
        raise CellFault(f"« {question.label} » : le plus petit nombre vient en premier.")
    return Criterion(question.code, CriterionKind.RANGE, minimum=minimum, maximum=maximum)
