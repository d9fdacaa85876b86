"""What an offer asks of a young person. Pure: the one definition of acceptance (product.md 5.2).

The matching table is derived from these values (`reach.py`), and the reasons shown are computed from
them (`orientation/matching.py`): they cannot disagree with what the offer says.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from boussole.questionnaires.definition import AGE, Answered, Definition, Kind, Question


class CriterionKind(StrEnum):
    """Everybody (the default, stored as such), only some answers, or a range of numbers."""

    ALL = "ALL"
    ONLY = "ONLY"
    RANGE = "RANGE"


class Outcome(StrEnum):
    """What one criterion says of one answer."""

    MET = "MET"
    OPEN = "OPEN"  # not asked, left blank, « je ne sais pas », or open to all: never excludes
    MISSED = "MISSED"


@dataclass(frozen=True, slots=True)
class Criterion:
    """A condition on one question; both ends of a range are included, and may be absent."""

    question: str
    kind: CriterionKind = CriterionKind.ALL
    accepted: frozenset[str] = frozenset()
    minimum: int | None = None
    maximum: int | None = None

    def outcome(self, answered: Answered, question: Question | None) -> Outcome:
        """Whether this answer is accepted. A multiple choice needs one accepted answer among those chosen."""
        if self.kind == CriterionKind.ALL or answered is None:
            return Outcome.OPEN
        if self.kind == CriterionKind.RANGE:
            if not isinstance(answered, int):
                return Outcome.OPEN
            too_low = self.minimum is not None and answered < self.minimum
            too_high = self.maximum is not None and answered > self.maximum
            return Outcome.MISSED if too_low or too_high else Outcome.MET
        if isinstance(answered, int) or not answered or (question and answered & question.wildcards):
            return Outcome.OPEN
        return Outcome.MISSED if answered.isdisjoint(self.accepted) else Outcome.MET

    def faults(self, definition: Definition) -> Iterable[str]:
        """What is wrong with this criterion for that questionnaire, in French sentences."""
        question = definition.question(self.question)
        if question is None:
            yield f"la question « {self.question} » n’existe pas dans le questionnaire « {definition.theme} »."
            return
        if self.kind == CriterionKind.RANGE:
            if question.kind != Kind.NUMBER:
                yield f"la question « {self.question} » n’attend pas un nombre : écris « only »."
            if self.minimum is not None and self.maximum is not None and self.minimum > self.maximum:
                yield f"question « {self.question} » : le minimum dépasse le maximum."
        if self.kind == CriterionKind.ONLY:
            if question.kind == Kind.NUMBER:
                yield f"la question « {self.question} » attend un nombre : écris « from » et « to »."
            elif not self.accepted:
                yield f"question « {self.question} » : aucune réponse acceptée, personne ne verrait l’offre."
            for code in sorted(self.accepted - frozenset(question.by_code)):
                yield f"« {code} » n’est pas une réponse de la question « {self.question} »."


def criterion_from(question: str, entry: Any) -> Criterion:
    """Read a criterion as a bundle writes it: `all`, `{only: […]}` or `{from: …, to: …}`."""
    if entry == "all":
        return Criterion(question)
    if "only" in entry:
        return Criterion(question, CriterionKind.ONLY, accepted=frozenset(entry["only"]))
    return Criterion(question, CriterionKind.RANGE, minimum=entry.get("from"), maximum=entry.get("to"))


def outcomes(
    criteria: Iterable[Criterion], answers: Mapping[str, Answered], definition: Definition
) -> list[tuple[Criterion, Outcome]]:
    """The outcome of each criterion; a question absent from the answers was not answered."""
    return [
        (
            criterion,
            criterion.outcome(answers.get(criterion.question), definition.question(criterion.question)),
        )
        for criterion in criteria
    ]


def accepts(criteria: Iterable[Criterion], answers: Mapping[str, Answered], definition: Definition) -> bool:
    """Whether no criterion excludes this situation. Criteria combine with AND."""
    return all(outcome != Outcome.MISSED for _, outcome in outcomes(criteria, answers, definition))


__all__ = ["AGE", "Criterion", "CriterionKind", "Outcome", "accepts", "criterion_from", "outcomes"]
