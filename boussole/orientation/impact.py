"""What publishing a version of a questionnaire changes for the offers of its theme. Pure.

Searches of the past are replayed on both versions (`replay.replayed`): what the new one no longer asks was not
answered, so it no longer excludes; what becomes « je ne sais pas » neither. An answer that is new was given by
nobody yet: the offers that accept only some of the others are to be looked at by a person.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from boussole.orientation.matching import OfferTerms
from boussole.orientation.replay import SearchGroup
from boussole.questionnaires.definition import Definition


@dataclass(frozen=True, slots=True)
class AnswerAdded:
    """An answer that the new version adds to a question, and the offers (codes) that accept only some others."""

    question: str
    answer: str
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Changed:
    """An offer that past searches would find more often, or less."""

    offer: str
    before: int
    after: int

    @property
    def gained(self) -> int:
        """Negative when the offer loses searches."""
        return self.after - self.before


@dataclass(frozen=True, slots=True)
class Orphan:
    """A criterion on what disappears: the whole question when `answers` is empty, else these answers of it."""

    offer: str
    question: str
    answers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Impact:
    """What changes, in the order in which one reads it before publishing."""

    to_review: list[AnswerAdded] = field(default_factory=list)
    losing: list[Changed] = field(default_factory=list)  # the greatest loss first
    gaining: list[Changed] = field(default_factory=list)  # the greatest gain first
    orphans: list[Orphan] = field(default_factory=list)
    deciding_nothing: list[str] = field(default_factory=list)  # codes of questions of the new version
    searched: int = 0  # how many searches were replayed

    @property
    def is_nothing(self) -> bool:
        """Whether publishing changes nothing for any offer."""
        return not (self.to_review or self.losing or self.gaining or self.orphans)


def impact_of(
    new: Definition, old: Definition, offers: Sequence[OfferTerms], groups: Sequence[SearchGroup]
) -> Impact:
    """What publishing `new` in place of `old` does to these offers, on these searches."""
    raise NotImplementedError
