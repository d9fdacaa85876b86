"""What publishing a version of a questionnaire changes for the offers of its theme. Pure.

Searches of the past are replayed on both versions (`replay.replayed`): what the new one no longer asks was not
answered, so it no longer excludes; what becomes « je ne sais pas » neither. An answer that is new was given by
nobody yet: the offers that accept only some of the others are to be looked at by a person.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from boussole.offers.criteria import CriterionKind
from boussole.orientation.asking import pointless_questions
from boussole.orientation.matching import OfferTerms
from boussole.orientation.replay import SearchGroup, is_near, replayed, searches_of, times_found
from boussole.questionnaires.comparing import added_answers
from boussole.questionnaires.definition import Definition, Kind, Question


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
    changed = list(_replayed_on_both(new, old, offers, groups))
    return Impact(
        to_review=_to_review(new, old, offers),
        losing=sorted((each for each in changed if each.gained < 0), key=lambda c: (c.gained, c.offer)),
        gaining=sorted((each for each in changed if each.gained > 0), key=lambda c: (-c.gained, c.offer)),
        orphans=list(_orphans(new, old, offers)),
        deciding_nothing=pointless_questions(new, _questions_of(offers)),
        searched=searches_of(groups),
    )


def _to_review(new: Definition, old: Definition, offers: Sequence[OfferTerms]) -> list[AnswerAdded]:
    found = []
    for question, answer in added_answers(old, new):
        asked = [
            terms.offer
            for terms in offers
            for criterion in terms.criteria
            if criterion.question == question
            and criterion.kind == CriterionKind.ONLY
            and answer not in criterion.accepted
        ]
        found.append(AnswerAdded(question, answer, tuple(asked)))
    return [each for each in found if each.offers]


def questions_read(new: Definition, old: Definition, offers: Sequence[OfferTerms]) -> set[str]:
    """The questions that the replay reads: what the offers that may change ask, and the conditions above them."""
    read = _questions_of(_touched(new, old, offers))
    for definition in (new, old):
        for question in reversed(definition.questions.values()):
            if question.code in read and question.only_if:
                read.add(question.only_if.question)
    return read


def _touched(new: Definition, old: Definition, offers: Sequence[OfferTerms]) -> list[OfferTerms]:
    """The offers that ask something on a question whose rules change, or on one under it: nothing else can change."""
    changed: set[str] = set()
    for code in {**old.questions, **new.questions}:
        was, now = old.questions.get(code), new.questions.get(code)
        above = {each.only_if.question for each in (was, now) if each and each.only_if}
        if _rules_of(was) != _rules_of(now) or above & changed:
            changed.add(code)
    return [terms for terms in offers if changed & _questions_of([terms])]


def _rules_of(question: Question | None) -> object:
    """What decides of a question, its words aside."""
    if question is None:
        return None
    return question.kind, question.only_if, question.is_sensitive, question.deciding, question.wildcards


def _replayed_on_both(
    new: Definition, old: Definition, offers: Sequence[OfferTerms], groups: Sequence[SearchGroup]
) -> Iterator[Changed]:
    """Area by area: an offer of one place has nothing to do with the searches of the others."""
    touched = _touched(new, old, offers)
    by_area: dict[str, list[SearchGroup]] = defaultdict(list)
    for group in groups:
        by_area[group.area].append(group)
    before, after = Counter[str](), Counter[str]()
    for area, searched in by_area.items():
        near = [terms for terms in touched if is_near(terms.zone, area)]
        for counts, definition in ((before, old), (after, new)):
            again = [replayed(group, definition) for group in searched] if near else []
            for terms in near:
                counts[terms.offer] += times_found(terms, again, definition)
    for terms in touched:
        yield Changed(terms.offer, before[terms.offer], after[terms.offer])


def _orphans(new: Definition, old: Definition, offers: Sequence[OfferTerms]) -> Iterator[Orphan]:
    for terms in offers:
        for criterion in terms.criteria:
            was = old.questions.get(criterion.question)
            if was is None or criterion.kind == CriterionKind.ALL:
                continue
            now = new.questions.get(criterion.question)
            if now is None or (now.kind == Kind.NUMBER) is not (was.kind == Kind.NUMBER):
                yield Orphan(terms.offer, criterion.question)
            elif gone := criterion.accepted & frozenset(was.by_code) - frozenset(now.by_code):
                yield Orphan(terms.offer, criterion.question, tuple(sorted(gone)))


def _questions_of(offers: Iterable[OfferTerms]) -> set[str]:
    """The questions on which these offers put a condition."""
    return {
        criterion.question
        for terms in offers
        for criterion in terms.criteria
        if criterion.kind != CriterionKind.ALL
    }
