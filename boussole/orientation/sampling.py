"""Plausible young people, drawn for one offer: some whom it accepts, some whom one condition alone leaves out. Pure.

Drawn from the questionnaire and the towns around, by a generator seeded with them: the same offer always shows the
same people. What each would see is then asked to the matching itself, never to how they were drawn.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from random import Random

from boussole.offers.criteria import Criterion, CriterionKind
from boussole.orientation.situation import Situation
from boussole.questionnaires.definition import AGE, Answered, Definition, Kind, Question
from boussole.territories.geography import Commune, distance_km, geography
from boussole.territories.zones import Zone

AGES = range(15, 31)
OLDER = range(31, 41)  # for whom an offer open from 15 to 30 is not
TURNS = 12  # people drawn for each thing that may be missing: enough to choose varied ones among them
MOST_TOWNS = 12
TOWN = 2_000  # inhabitants: a place that a reader of the territory knows


@dataclass(frozen=True, slots=True)
class Places:
    """Where the people drawn live: the towns that an offer serves, and some around that it does not."""

    served: tuple[Commune, ...]
    outside: tuple[Commune, ...]


def people(criteria: Sequence[Criterion], definition: Definition, places: Places) -> Iterator[Situation]:
    """Situations in turn: fit for everything, living elsewhere, then lacking each criterion."""
    turns: list[Criterion | Zone | None] = [None, *criteria]
    if places.outside:
        turns.insert(1, Zone())
    random = Random(f"{definition.theme} {[commune.code for commune in places.served]}")  # noqa: S311 - no secret
    for _ in range(TURNS):
        for lacking in turns:
            towns = places.outside if isinstance(lacking, Zone) else places.served
            yield _drawn(random, criteria, lacking, definition, towns)


def _drawn(
    random: Random,
    criteria: Sequence[Criterion],
    lacking: Criterion | Zone | None,
    definition: Definition,
    towns: Sequence[Commune],
) -> Situation:
    asked = {criterion.question: criterion for criterion in criteria}
    leads = _leading(definition, asked)
    answers: dict[str, Answered] = {}
    for code, question in definition.questions.items():
        if question.only_if is None or question.only_if.holds(answers):
            criterion = asked.get(code)
            choices = _numbers(question) if question.kind == Kind.NUMBER else _choices(question)
            fitting = [each for each in choices if _fits(each, criterion, lacks=criterion is lacking)]
            leading = [each for each in fitting if each in leads.get(code, ())]
            answers[code] = _answered(random.choice(leading or fitting or choices))
    age = asked.get(AGE)
    ages = [each for each in AGES if _fits(each, age, lacks=age is lacking)]
    older = [each for each in OLDER if _fits(each, age, lacks=age is lacking)]
    return Situation(random.choice(towns), None, random.choice(ages or older or AGES), answers)


def _leading(definition: Definition, asked: Mapping[str, Criterion]) -> dict[str, frozenset[str]]:
    """By question, the answers after which a question that has a criterion is asked."""
    found: dict[str, frozenset[str]] = {}
    for code, question in reversed(definition.questions.items()):
        if question.only_if and (code in asked or code in found):
            on = question.only_if
            found[on.question] = found.get(on.question, frozenset()) | frozenset(on.answers)
    return found


def _choices(question: Question) -> Sequence[str]:
    return [answer.code for answer in question.answers if not answer.is_wildcard]


def _numbers(question: Question) -> Sequence[int]:
    """Some round numbers between the bounds, and the bounds."""
    low, high = question.minimum or 0, question.maximum or 0
    step = max(1, (high - low) // 10)
    return [*range(low, high + 1, step), high]


def _fits(value: str | int, criterion: Criterion | None, *, lacks: bool) -> bool:
    if criterion is None or criterion.kind == CriterionKind.ALL:
        return True
    if criterion.kind == CriterionKind.ONLY:
        return (value in criterion.accepted) is not lacks
    above = criterion.minimum is None or int(value) >= criterion.minimum
    below = criterion.maximum is None or int(value) <= criterion.maximum
    return (above and below) is not lacks


def _answered(value: str | int) -> Answered:
    return value if isinstance(value, int) else frozenset([value])


@lru_cache(maxsize=256)
def places_of(offer: Zone, structure: Zone) -> Places:
    """The towns an offer serves, and some that it does not: of its structure first, else the nearest beyond."""
    served = _towns(offer.communes()) or _towns(structure.communes())
    narrowed = structure.communes() - offer.communes()
    outside = _towns(narrowed) if narrowed else _nearest(served, offer.communes())
    return Places(served, outside[:3])


def _towns(codes: frozenset[str]) -> tuple[Commune, ...]:
    """The greatest communes of a set, the greatest first; a city stands for itself, its arrondissements do not."""
    communes = [commune for commune in map(geography().commune, codes) if not commune.parent]
    communes.sort(key=lambda commune: (-(commune.population or 0), commune.code))
    return tuple(communes[:MOST_TOWNS])


def _nearest(served: Sequence[Commune], codes: frozenset[str]) -> tuple[Commune, ...]:
    """The towns of the région that are nearest to the greatest one served, out of the zone."""
    if not served:
        return ()
    centre = served[0]
    around = geography().communes_of(f"region:{centre.region}") - codes
    towns = [each for each in map(geography().commune, around) if (each.population or 0) >= TOWN]
    towns.sort(key=lambda town: (distance_km(centre, town) or 0.0, town.code))
    return tuple(towns[:3])
