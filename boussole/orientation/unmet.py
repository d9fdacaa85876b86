"""Searches without a good result, who made them, and what was missing. Pure (product.md 5.2).

Without a good result: `Search.offers_found` is zero, no offer was open to them that day. A near miss is an offer of
the place that one criterion alone keeps away, like `matching.near_misses`, here for a whole group of searches and
among the offers of today. What pages show of it goes through `masked`: under five, a count points at somebody.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from boussole.core.masking import FEWEST, masked
from boussole.core.typography import enumeration
from boussole.orientation.matching import OfferTerms
from boussole.orientation.replay import SearchGroup, is_near, missed
from boussole.orientation.wording import missing_in_words
from boussole.questionnaires.definition import Definition

AGES_IN_WORDS = {"autre": "moins de 15 ans ou plus de 30 ans", "": "âge non dit"}


@dataclass(frozen=True, slots=True)
class Missing:
    """One criterion that kept these searches from some offers (codes), nothing else standing in the way."""

    question: str
    wanted: str  # « Âge : entre 18 et 25 ans »
    offers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnmetNeed:
    """Searches that found nothing and say the same, and what was missing for each of them."""

    area: str
    age_group: str
    profile: tuple[str, ...]  # the age, then what they answered, in words
    times: int
    missing: tuple[Missing, ...]  # the criteria that most offers ask first
    is_open_now: bool  # an offer published since may be for them
    has_offers_near: bool

    @property
    def times_in_words(self) -> str:
        return masked(self.times)


@dataclass(frozen=True, slots=True)
class Tally:
    """How many searches a line stands for."""

    key: str
    times: int
    hides_another: bool = False  # said, it would tell by subtraction the only count that is masked beside it

    @property
    def times_in_words(self) -> str:
        return f"{FEWEST} ou plus" if self.hides_another else masked(self.times)


def unmet_needs(
    groups: Sequence[SearchGroup], offers: Sequence[OfferTerms], definition: Definition
) -> list[UnmetNeed]:
    """The needs behind these searches, in their order (the most frequent first). `offers` are those of today."""
    near: dict[str, list[OfferTerms]] = {}
    needs = []
    for group in groups:
        if group.area not in near:
            near[group.area] = [terms for terms in offers if is_near(terms.zone, group.area)]
        needs.append(_need(group, near[group.area], definition))
    return needs


def _need(group: SearchGroup, near: Sequence[OfferTerms], definition: Definition) -> UnmetNeed:
    by_criterion: dict[tuple[str, str], list[str]] = defaultdict(list)
    is_open_now = False
    for terms in near:
        lacking = missed(terms.criteria, group, definition)
        is_open_now = is_open_now or not lacking
        if len(lacking) == 1:
            by_criterion[lacking[0].question, missing_in_words(lacking[0], definition)].append(terms.offer)
    found = [Missing(question, wanted, tuple(codes)) for (question, wanted), codes in by_criterion.items()]
    return UnmetNeed(
        area=group.area,
        age_group=group.age_group,
        profile=tuple(_profile(group, definition)),
        times=group.times,
        missing=tuple(sorted(found, key=lambda each: (-len(each.offers), each.wanted))),
        is_open_now=is_open_now,
        has_offers_near=bool(near),
    )


def age_group_in_words(group: str) -> str:
    """« 18-20 ans », « moins de 15 ans ou plus de 30 ans », « âge non dit »."""
    return AGES_IN_WORDS.get(group) or f"{group} ans"


def _profile(group: SearchGroup, definition: Definition) -> Iterator[str]:
    yield age_group_in_words(group.age_group)
    for code, question in definition.questions.items():
        given = group.answers.get(code, frozenset())
        told = [each.summary or each.text.rstrip(".") for each in question.answers if each.code in given]
        if told:
            yield enumeration(told)


def by_area(needs: Iterable[UnmetNeed]) -> list[Tally]:
    """How many searches of each area found nothing, the most first."""
    return _untold(_most_first((need.area, need.times) for need in needs))


def by_age(needs: Iterable[UnmetNeed]) -> list[Tally]:
    """The same by age, in words."""
    return _untold(_most_first((age_group_in_words(need.age_group), need.times) for need in needs))


def by_missing(needs: Iterable[UnmetNeed]) -> list[Tally]:
    """The criteria that alone kept searches from an offer; a search may lack several, each for its own offer."""
    return _most_first((each.wanted, need.times) for need in needs for each in need.missing)


def _most_first(counts: Iterable[tuple[str, int]]) -> list[Tally]:
    total: Counter[str] = Counter()
    for key, times in counts:
        total[key] += times
    return [Tally(key, times) for key, times in sorted(total.items(), key=lambda each: (-each[1], each[0]))]


def _untold(parts: list[Tally]) -> list[Tally]:
    """The parts of a total that is said too: one masked count alone would be what is missing (guarantees.md, T27)."""
    if sum(part.times < FEWEST for part in parts) != 1:  # the last one: the most come first
        return parts
    return [*parts[:-2], *(replace(part, hides_another=True) for part in parts[-2:-1]), parts[-1]]
