"""Searches without a good result, who made them, and what was missing. Pure (product.md 5.2, issue 4 section 5).

A good result is an offer at all: `Search.offers_found` counts those that were shown. A near miss is an offer of
the place that one criterion alone kept away (`matching.near_misses`), here for a whole group of searches.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boussole.orientation.matching import OfferTerms
from boussole.orientation.replay import SearchGroup
from boussole.questionnaires.definition import Definition


@dataclass(frozen=True, slots=True)
class Missing:
    """What kept these searches from some offers: one criterion, always the same."""

    question: str
    wanted: str  # « Âge : entre 18 et 25 ans »
    offers: tuple[str, ...]
    times: int


@dataclass(frozen=True, slots=True)
class UnmetNeed:
    """Searches that found nothing and say the same, and what was missing for each of them."""

    area: str
    age_group: str
    profile: tuple[str, ...]  # what they answered, in words
    times: int
    missing: tuple[Missing, ...]  # empty when no offer was near at all


def unmet_needs(
    groups: Sequence[SearchGroup], offers: Sequence[OfferTerms], definition: Definition
) -> list[UnmetNeed]:
    """The needs behind these searches, the most frequent first."""
    raise NotImplementedError
