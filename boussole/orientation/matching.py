"""Which offers are open to a situation, why, and in what order. Pure: no query, no clock.

`accepts` (offers/criteria.py) decides on one offer; the table `OfferReach` answers the same question
for a country of offers; this module explains and orders the few that are shown.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from boussole.offers.criteria import Criterion, Outcome, accepts, outcomes
from boussole.offers.keys import key_of
from boussole.orientation.ordering import Ranked, in_order
from boussole.orientation.situation import Situation
from boussole.orientation.wording import missing_in_words, reason_in_words
from boussole.questionnaires.definition import Definition
from boussole.territories.zones import Zone


@dataclass(frozen=True, slots=True)
class OfferTerms:
    """What matching must know of an offer, whatever stores it."""

    offer: str
    structure: str
    category: str
    zone: Zone
    criteria: tuple[Criterion, ...]
    starts_on: date
    ends_on: date
    is_overloaded: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """An offer open to the situation, and the criteria it met, in words."""

    offer: str
    category: str
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NearMiss:
    """An offer that one criterion alone excluded, and what was missing. Never shown to the young person."""

    offer: str
    question: str
    missing: str


def is_near(zone: Zone, situation: Situation) -> bool:
    """Whether the zone contains the commune of residence or the second one."""
    second = situation.second_commune
    return zone.serves(situation.commune.code) or (second is not None and zone.serves(second.code))


def matches(terms: OfferTerms, situation: Situation, definition: Definition, day: date) -> bool:
    """Whether this offer is open to this situation that day (both ends of the dates included)."""
    return (
        terms.starts_on <= day <= terms.ends_on
        and is_near(terms.zone, situation)
        and accepts(terms.criteria, situation.answered, definition)
    )


def match(
    situation: Situation, offers: Iterable[OfferTerms], definition: Definition, day: date
) -> list[Match]:
    """The offers open to this situation, explained, in the order of the page."""
    found = [terms for terms in offers if matches(terms, situation, definition, day)]
    ordered = in_order((ranked(terms) for terms in found), situation.seed)
    return [explained(one.item, situation, definition) for one in ordered]


def ranked(terms: OfferTerms) -> Ranked:
    return Ranked(terms.category, terms.is_overloaded, key_of(terms.structure), key_of(terms.offer), terms)


def explained(terms: OfferTerms, situation: Situation, definition: Definition) -> Match:
    return Match(terms.offer, terms.category, reasons(terms.criteria, situation, definition))


def reasons(criteria: Iterable[Criterion], situation: Situation, definition: Definition) -> tuple[str, ...]:
    """Why this offer is for this person: each criterion met, as a short sentence with « tu »."""
    met = (
        reason_in_words(criterion, situation.answered[criterion.question], definition)
        for criterion, outcome in outcomes(criteria, situation.answered, definition)
        if outcome == Outcome.MET
    )
    return tuple(words for words in met if words)


def near_misses(
    situation: Situation, offers: Iterable[OfferTerms], definition: Definition, day: date
) -> list[NearMiss]:
    """The offers of the place and the day that a single criterion excluded: they feed the unmet needs."""
    found = []
    for terms in offers:
        if terms.starts_on <= day <= terms.ends_on and is_near(terms.zone, situation):
            checked = outcomes(terms.criteria, situation.answered, definition)
            missed = [criterion for criterion, outcome in checked if outcome == Outcome.MISSED]
            if len(missed) == 1:
                words = missing_in_words(missed[0], definition)
                found.append(NearMiss(terms.offer, missed[0].question, words))
    return sorted(found, key=lambda miss: miss.offer)
