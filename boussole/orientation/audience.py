"""« Qui verra cette offre ? »: young people who would see it, who would not and why, and past searches. Pure.

Nobody here exists: samples are drawn from the questionnaire and the zone of the structure, always the same ones
for the same offer. Figures come from the searches of the last twelve months, replayed (`replay.py`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from boussole.offers.content import OfferContent
from boussole.orientation.replay import SearchGroup
from boussole.orientation.situation import Situation
from boussole.questionnaires.definition import Definition
from boussole.territories.zones import Zone

MOST_SAMPLES = 4  # of each kind: a panel beside a form


@dataclass(frozen=True, slots=True)
class Sample:
    """A plausible young person: `words` says who, « 19 ans, Montbrison, cherche un emploi, sans permis »."""

    situation: Situation
    words: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Who would see an offer as it is written. `found_in_words` and `searched_in_words` are what may be shown."""

    sees: list[Sample]
    does_not: list[tuple[Sample, str]]  # with what is missing, « Âge : entre 16 et 25 ans »
    found: int
    searched: int
    warnings: list[str]


def audience_of(
    content: OfferContent, *, zone: Zone, definition: Definition, groups: Sequence[SearchGroup]
) -> Audience:
    """Who would see this offer, `zone` being that of its structure."""
    raise NotImplementedError
