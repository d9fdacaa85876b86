"""What is left to mend in a draft before it can be published, each with where to mend it. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from boussole.questionnaires.comparing import KINDS
from boussole.questionnaires.definition import AGE, Definition, Kind, Page, Question


@dataclass(frozen=True, slots=True)
class DraftFault:
    """One thing to mend: a sentence, and the question or the page (its rank) it is about."""

    message: str
    question: str = ""
    page: int | None = None


def draft_faults(definition: Definition, kinds_so_far: Mapping[str, Kind]) -> list[DraftFault]:
    """Everything that keeps this draft from being published. `kinds_so_far` is what published codes stand for."""
    found = list(_found(definition, kinds_so_far))
    # What no sentence above says (two codes with one fingerprint) still blocks, in the words of bundles.
    return found or [DraftFault(message) for message in definition.faults()]


def _found(definition: Definition, kinds_so_far: Mapping[str, Kind]) -> Iterator[DraftFault]:
    if not definition.questions:
        yield DraftFault(
            "Ce questionnaire ne pose encore aucune question : ajoutez une page, puis une question."
        )
    earlier: dict[str, Question] = {}
    times = Counter(question.code for page in definition.pages for question in page.questions)
    for rank, page in enumerate(definition.pages):
        yield from _page(rank, page)
        for question in page.questions:
            yield from _question(question, earlier, kinds_so_far)
            if times[question.code] > 1:
                yield DraftFault(f"« {question.text} » est posée deux fois : retirez-en une.", question.code)
            earlier[question.code] = question


def _page(rank: int, page: Page) -> Iterator[DraftFault]:
    name = f"La page « {page.title} »" if page.title else f"La page {rank + 1}"
    if not page.title:
        yield DraftFault(f"{name} n’a pas de titre : donnez-lui un nom court.", page=rank)
    if not page.questions:
        yield DraftFault(f"{name} ne pose aucune question : ajoutez-en une, ou retirez-la.", page=rank)


def _question(
    question: Question, earlier: Mapping[str, Question], kinds_so_far: Mapping[str, Kind]
) -> Iterator[DraftFault]:
    name = f"« {question.text or question.code} »"
    if not question.text:
        yield DraftFault(f"La question {name} n’a pas de texte : écrivez-la.", question.code)
    if question.code == AGE:
        yield DraftFault("L’âge est demandé par le site : retirez cette question.", question.code)
    if (kind := kinds_so_far.get(question.code, question.kind)) != question.kind:
        yield DraftFault(
            f"{name} attendait {KINDS[kind]} dans une version publiée : créez une nouvelle question.",
            question.code,
        )
    yield from _answers(question, name)
    if question.only_if:
        condition = earlier.get(question.only_if.question)
        if condition is None:
            yield DraftFault(
                f"{name} dépend d’une question qui n’est pas posée avant elle : changez sa condition ou l’ordre.",
                question.code,
            )
        elif set(question.only_if.answers) - set(condition.by_code):
            yield DraftFault(
                f"{name} dépend d’une réponse retirée de « {condition.text} » : changez sa condition.",
                question.code,
            )


def _answers(question: Question, name: str) -> Iterator[DraftFault]:
    if question.kind == Kind.NUMBER:
        low, high = question.minimum, question.maximum
        if low is None or high is None or low > high:
            yield DraftFault(
                f"{name} : donnez le plus petit et le plus grand nombre acceptés.", question.code
            )
        return
    if len(question.deciding) < 2:
        yield DraftFault(
            f"{name} : proposez au moins deux réponses, en plus de « je ne sais pas ».", question.code
        )
    if any(not answer.text for answer in question.answers):
        yield DraftFault(f"{name} : une réponse n’a pas de texte.", question.code)
    if len(question.by_code) < len(question.answers):
        yield DraftFault(f"{name} : deux réponses ont le même code, retirez-en une.", question.code)
