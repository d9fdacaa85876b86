"""What a questionnaire is, whatever stores it. Pure: frozen values, no database.

A version is an immutable document: the journeys begun on it end on it, and two versions compare as
texts. Questions and answers are known by codes that stay the same from version to version and from
the national questionnaire to a territory's own (decision 0004).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property
from hashlib import blake2s
from typing import Any

AGE = "age"  # asked by the site itself in every journey, never by a questionnaire


class Kind(StrEnum):
    """How a question is answered."""

    ONE = "one"
    SEVERAL = "several"
    YES_NO = "yes_no"
    NUMBER = "number"


# What somebody answered: the codes they chose (none, for an untouched multiple choice), or a number;
# None says that the question was shown and left blank. A question never shown is absent.
Answered = frozenset[str] | int | None
Answers = Mapping[str, Answered]


@dataclass(frozen=True, slots=True)
class Answer:
    """One possible answer: as pressed (`text`), as a reason (« tu … »), as told to a professional."""

    code: str
    text: str
    reason: str = ""
    summary: str = ""
    is_wildcard: bool = False


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """Ask only somebody who gave one of these answers to that earlier question."""

    question: str
    answers: tuple[str, ...]

    def holds(self, answers: Answers) -> bool:
        given = answers.get(self.question)
        return isinstance(given, frozenset) and not given.isdisjoint(self.answers)


YES, NO, UNKNOWN = "oui", "non", "ne-sais-pas"


@dataclass(frozen=True)
class Question:
    """One question. `label` is its short name on a professional's screen."""

    code: str
    kind: Kind
    text: str
    label: str
    help: str = ""
    answers: tuple[Answer, ...] = ()
    only_if: OnlyIf | None = None
    is_sensitive: bool = False
    minimum: int | None = None
    maximum: int | None = None
    unit: str = ""

    @cached_property
    def by_code(self) -> dict[str, Answer]:
        return {answer.code: answer for answer in self.answers}

    @cached_property
    def wildcards(self) -> frozenset[str]:
        return frozenset(answer.code for answer in self.answers if answer.is_wildcard)

    @cached_property
    def deciding(self) -> frozenset[str]:
        """The answers that can exclude: all but the wildcards."""
        return frozenset(self.by_code) - self.wildcards


@dataclass(frozen=True, slots=True)
class Page:
    title: str
    questions: tuple[Question, ...]


AGE_QUESTION = Question(
    code=AGE, kind=Kind.NUMBER, text="Tu as quel âge ?", label="Âge", minimum=10, maximum=99, unit="ans"
)


@dataclass(frozen=True)
class Definition:
    """One version of the questionnaire of a theme."""

    theme: str
    version: int
    pages: tuple[Page, ...]
    source: Mapping[str, Any] = field(default_factory=dict, repr=False, compare=False)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """By code, in the order asked."""
        return {question.code: question for page in self.pages for question in page.questions}

    def question(self, code: str) -> Question | None:
        """The question of this code, the age included."""
        return AGE_QUESTION if code == AGE else self.questions.get(code)

    def faults(self) -> Iterator[str]:
        """What makes this questionnaire unusable, in French sentences; nothing when it is sound."""
        yield from _repeated((q.code for page in self.pages for q in page.questions), "La question")
        keys: dict[int, str] = {}
        earlier: dict[str, Question] = {}
        for page in self.pages:
            if not page.questions:
                yield f"La page « {page.title} » n’a pas de question."
            for question in page.questions:
                yield from _question_faults(question, earlier)
                earlier[question.code] = question
                for code in question.by_code:
                    name = f"{question.code}/{code}"
                    other = keys.setdefault(answer_key(question.code, code), name)
                    if other != name:  # one chance in ten million: still, never a silent mismatch
                        yield f"Les réponses « {other} » et « {name} » ont la même empreinte : change un code."


def _repeated(codes: Iterator[str], what: str) -> Iterator[str]:
    for code, times in Counter(codes).items():
        if times > 1:
            yield f"{what} « {code} » apparaît {times} fois."


def _question_faults(question: Question, earlier: Mapping[str, Question]) -> Iterator[str]:
    name = f"« {question.code} »"
    if question.code == AGE:
        yield "L’âge est demandé par le site : retire la question « age »."
    yield from _repeated((answer.code for answer in question.answers), f"Question {name} : la réponse")
    if question.kind == Kind.NUMBER:
        if question.answers:
            yield f"Question {name} : une question à nombre n’a pas de réponses à choisir."
        if question.minimum is None or question.maximum is None or question.minimum > question.maximum:
            yield f"Question {name} : donne un minimum et un maximum, dans cet ordre."
    elif len(question.deciding) < 2:
        yield f"Question {name} : il faut au moins deux réponses qui se distinguent."
    if question.only_if:
        condition = earlier.get(question.only_if.question)
        if condition is None:
            yield f"Question {name} : sa condition porte sur « {question.only_if.question} », qui ne vient pas avant."
        else:
            for code in question.only_if.answers:
                if code not in condition.by_code:
                    yield f"Question {name} : « {code} » n’est pas une réponse de « {condition.code} »."


def answer_key(question: str, answer: str) -> int:
    """A 32-bit signed number for one answer of one question: what the matching table compares."""
    digest = blake2s(f"{question}/{answer}".encode(), digest_size=4).digest()
    return int.from_bytes(digest, "big", signed=True)


def definition_from(document: Mapping[str, Any]) -> Definition:
    """Read a questionnaire's document (docs/reference/bundle.md). Its shape has been checked before."""
    return Definition(
        theme=document["theme"],
        version=document["version"],
        pages=tuple(
            Page(title=page["title"], questions=tuple(_question_from(q) for q in page["questions"]))
            for page in document["pages"]
        ),
        source=document,
    )


def _question_from(entry: Mapping[str, Any]) -> Question:
    only_if = entry.get("only_if")
    kind = Kind(entry["kind"])
    return Question(
        code=entry["code"],
        kind=kind,
        text=entry["text"],
        label=entry.get("label") or entry["text"],
        help=entry.get("help", ""),
        answers=_yes_no(entry) if kind == Kind.YES_NO else tuple(map(_answer_from, entry.get("answers", ()))),
        only_if=OnlyIf(only_if["question"], tuple(only_if["answers"])) if only_if else None,
        is_sensitive=entry.get("sensitive", False),
        minimum=entry.get("minimum"),
        maximum=entry.get("maximum"),
        unit=entry.get("unit", ""),
    )


def _answer_from(entry: Mapping[str, Any]) -> Answer:
    return Answer(
        code=entry["code"],
        text=entry["text"],
        reason=entry.get("reason", ""),
        summary=entry.get("summary", ""),
        is_wildcard=entry.get("wildcard", False),
    )


def _yes_no(entry: Mapping[str, Any]) -> tuple[Answer, ...]:
    yes, no = entry.get("yes", {}), entry.get("no", {})
    return (
        Answer(YES, "Oui", yes.get("reason", ""), yes.get("summary", "")),
        Answer(NO, "Non", no.get("reason", ""), no.get("summary", "")),
        Answer(UNKNOWN, "Je ne sais pas", is_wildcard=True),
    )
