"""Would these searches have found that offer? Answered on what is kept of them. Pure.

A search is remembered without its commune, its age, its numbers and its sensitive answers (`models.Search`). A
group of them stands for every young person it may be: it « would find » an offer when **one of them may**. So
nothing that could have matched is ever left out, and what is not kept excludes nobody:

- the place is an EPCI or a département: near when the zone of the offer serves one of its communes;
- the age is a bracket (15-17, « autre » for the others): accepted when one age of the bracket is;
- a number, a sensitive question, a question never asked: open, like a question left blank.

A count is therefore « au plus »: an offer for 20-25 year olds counts all the searches of 18-20. The second commune
is not kept either. `tests/orientation/test_replay.py` holds this against every situation drawn one by one.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from boussole.offers.criteria import Criterion, CriterionKind, Outcome
from boussole.questionnaires.definition import AGE, Definition
from boussole.territories.geography import geography
from boussole.territories.places import FRANCE
from boussole.territories.zones import Zone

AGE_BRACKETS: Mapping[str, tuple[range, ...]] = {
    "15-17": (range(15, 18),),
    "18-20": (range(18, 21),),
    "21-25": (range(21, 26),),
    "26-30": (range(26, 31),),
    "autre": (range(0, 15), range(31, 121)),
}


class Terms(Protocol):
    """What the replay must know of an offer: `matching.OfferTerms` is one, so is what a draft asks."""

    @property
    def zone(self) -> Zone: ...
    @property
    def criteria(self) -> tuple[Criterion, ...]: ...


@dataclass(frozen=True)
class SearchGroup:
    """Searches of one theme that say the same, and how many there were."""

    area: str
    age_group: str
    answers: Mapping[str, frozenset[str]]
    times: int


def would_find(terms: Terms, group: SearchGroup, definition: Definition) -> bool:
    """Whether somebody of this group may be shown this offer."""
    return is_near(terms.zone, group.area) and not missed(terms.criteria, group, definition)


def missed(criteria: Iterable[Criterion], group: SearchGroup, definition: Definition) -> list[Criterion]:
    """The criteria that exclude everybody of this group."""
    return [each for each in criteria if outcome_for(each, group, definition) == Outcome.MISSED]


def outcome_for(criterion: Criterion, group: SearchGroup, definition: Definition) -> Outcome:
    """What one criterion says of a whole group: missed only when nobody of it is accepted."""
    if criterion.kind == CriterionKind.RANGE:
        return _of_range(criterion, group)
    return criterion.outcome(group.answers.get(criterion.question), definition.question(criterion.question))


def _of_range(criterion: Criterion, group: SearchGroup) -> Outcome:
    brackets = AGE_BRACKETS.get(group.age_group)
    if criterion.question != AGE or brackets is None:
        return Outcome.OPEN
    for ages in brackets:
        low = ages[0] if criterion.minimum is None else max(ages[0], criterion.minimum)
        high = ages[-1] if criterion.maximum is None else min(ages[-1], criterion.maximum)
        if low <= high:
            return Outcome.MET
    return Outcome.MISSED


@lru_cache(maxsize=65_536)
def is_near(zone: Zone, area: str) -> bool:
    """Whether the zone serves a commune of this area (an EPCI, a département)."""
    if area in zone.keys or FRANCE in zone.keys:
        return True
    return geography().knows(area) and not zone.communes().isdisjoint(geography().communes_of(area))


def replayed(group: SearchGroup, definition: Definition) -> SearchGroup:
    """The same searches on another version of the questionnaire: what it no longer asks was not answered.

    A condition that bears on something we did not keep is taken as met: the answer under it proves that it was.
    """
    kept: dict[str, frozenset[str]] = {}
    for code, question in definition.questions.items():
        given = group.answers.get(code)
        if given is None or question.is_sensitive:
            continue
        condition = question.only_if
        if condition and condition.question in group.answers and not condition.holds(kept):
            continue
        if known := given & frozenset(question.by_code):
            kept[code] = known
    return SearchGroup(group.area, group.age_group, kept, group.times)


def searches_of(groups: Iterable[SearchGroup]) -> int:
    """How many searches these groups hold."""
    return sum(group.times for group in groups)


def times_found(terms: Terms, groups: Iterable[SearchGroup], definition: Definition) -> int:
    """How many of these searches would have found this offer, at most."""
    return searches_of(group for group in groups if would_find(terms, group, definition))


@lru_cache(maxsize=256)
def search_areas(zone: Zone) -> tuple[str, ...]:
    """The areas under which searches made in this zone are kept: EPCI, or département where there is none."""
    places = (geography().commune(code) for code in zone.communes())
    return tuple(sorted({area_kept(each.epci, each.departement) for each in places}))


def area_kept(epci: str | None, departement: str) -> str:
    """Where somebody searches from, as it is remembered: wide enough to be nobody's address."""
    return f"epci:{epci}" if epci else f"departement:{departement}"
