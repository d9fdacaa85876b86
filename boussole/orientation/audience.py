"""« Qui verra cette offre ? »: young people who would see it, who would not and why, and past searches. Pure.

Nobody here exists: samples are drawn from the questionnaire and the zone of the structure (`sampling.py`), always
the same ones for the same offer. Figures come from the searches of the last twelve months, replayed (`replay.py`).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from boussole.core.masking import FEWEST, masked
from boussole.core.typography import enumeration
from boussole.offers.content import OfferContent
from boussole.offers.criteria import Criterion, CriterionKind, Outcome, outcomes
from boussole.orientation import audience_warnings, sampling
from boussole.orientation.matching import is_near
from boussole.orientation.replay import SearchGroup, searches_of, times_found
from boussole.orientation.situation import Situation
from boussole.orientation.wording import answer_in_words, missing_in_words
from boussole.questionnaires.definition import AGE, Definition, Question
from boussole.territories.zones import Zone

MOST_SAMPLES = 4  # of each kind: a panel beside a form
MOST_TOLD, FEWEST_TOLD = 3, 2  # answers in the words of a sample: enough to recognise somebody
OUT_OF_ZONE = "Commune : dans la zone de l’offre"


@dataclass(frozen=True, slots=True)
class Sample:
    """A plausible young person: `words` says who, « 19 ans, Montbrison, cherche un emploi »."""

    situation: Situation
    words: str


@dataclass(frozen=True, slots=True)
class Audience:
    """Who would see an offer as it is written. Only the figures in words may leave the desk."""

    sees: list[Sample]
    does_not: list[tuple[Sample, str]]  # with what is missing, « Âge : entre 16 et 25 ans »
    found: int
    searched: int
    warnings: list[str]

    @property
    def is_telling(self) -> bool:
        """Whether enough was searched for a share of it to be shown."""
        return self.searched >= FEWEST

    @property
    def found_in_words(self) -> str:
        return masked(self.found)

    @property
    def searched_in_words(self) -> str:
        return masked(self.searched)


@dataclass(frozen=True, slots=True)
class Asked:
    """What an offer asks, for the replay."""

    zone: Zone
    criteria: tuple[Criterion, ...]


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One person drawn, and what kept the offer from them."""

    situation: Situation
    is_near: bool
    missed: tuple[Criterion, ...]

    @property
    def sees(self) -> bool:
        return self.is_near and not self.missed

    @property
    def lacks(self) -> tuple[str, ...]:
        """The questions that leave them out; « » for the zone."""
        return (*(() if self.is_near else ("",)), *(criterion.question for criterion in self.missed))


def audience_of(
    content: OfferContent, *, zone: Zone, definition: Definition, groups: Sequence[SearchGroup]
) -> Audience:
    """Who would see this offer, `zone` being that of its structure and `groups` the searches made there."""
    own = zone if content.areas is None else Zone.restored(content.areas)
    criteria = tuple(each for each in content.criteria if each.kind != CriterionKind.ALL)
    asked = Asked(own, criteria)
    found = times_found(asked, groups, definition)
    sees, does_not = _samples(asked, zone, definition)
    return Audience(
        sees=sees,
        does_not=does_not,
        found=found,
        searched=searches_of(groups),
        warnings=audience_warnings.warnings(own, criteria, definition, groups, found=found),
    )


def _samples(
    asked: Asked, zone: Zone, definition: Definition
) -> tuple[list[Sample], list[tuple[Sample, str]]]:
    places = sampling.places_of(asked.zone, zone)
    if not places.served:
        return [], []
    drawn = [
        _judged(person, asked, definition) for person in sampling.people(asked.criteria, definition, places)
    ]
    sees = _varied([one for one in drawn if one.sees])
    does_not = _one_of_each([one for one in drawn if not one.sees])
    return (
        [
            Sample(one.situation, in_words(one.situation, definition, _telling(asked, (), definition)))
            for one in sees
        ],
        [
            (
                Sample(
                    one.situation, in_words(one.situation, definition, _telling(asked, one.lacks, definition))
                ),
                _reason(one, definition),
            )
            for one in does_not
        ],
    )


def _judged(person: Situation, asked: Asked, definition: Definition) -> _Drawn:
    checked = outcomes(asked.criteria, person.answered, definition)
    missed = tuple(criterion for criterion, outcome in checked if outcome == Outcome.MISSED)
    return _Drawn(person, is_near(asked.zone, person), missed)


def _varied(drawn: Iterable[_Drawn]) -> list[_Drawn]:
    """The few that differ most: each one brings more than the others what has not been shown."""
    left, shown, seen = list(drawn), list[_Drawn](), set[object]()
    while left and len(shown) < MOST_SAMPLES:
        best = max(left, key=lambda one: len(_traits(one) - seen))  # the first drawn, when equal
        shown.append(best)
        seen |= _traits(best)
        left = [one for one in left if one.situation != best.situation]
    return shown


def _one_of_each(drawn: Sequence[_Drawn]) -> list[_Drawn]:
    """One for each thing that may be missing, alone if possible; then others, varied."""
    chosen: dict[tuple[str, ...], _Drawn] = {}
    for one in sorted(drawn, key=lambda one: len(one.lacks)):
        if not any(lack in before for lack in one.lacks for before in chosen):
            chosen[one.lacks] = one
    shown = list(chosen.values())[:MOST_SAMPLES]
    others = _varied(one for one in drawn if len(one.lacks) == 1 and one not in shown)
    return [*shown, *others[: MOST_SAMPLES - len(shown)]]


def _traits(one: _Drawn) -> set[object]:
    situation = one.situation
    return {situation.age, situation.commune.code, *situation.answers.items()}


def _reason(one: _Drawn, definition: Definition) -> str:
    reasons = [missing_in_words(criterion, definition) for criterion in one.missed]
    if not one.is_near:
        reasons.insert(0, OUT_OF_ZONE)
    return " ; ".join(reasons)


def _telling(asked: Asked, lacks: Iterable[str], definition: Definition) -> list[str]:
    """The questions whose answers say most of a person for this offer: what is missing, then what is asked."""
    questions = {criterion.question for criterion in asked.criteria}
    return list(dict.fromkeys([*lacks, *(code for code in definition.questions if code in questions)]))


def in_words(situation: Situation, definition: Definition, telling: Sequence[str]) -> str:
    """« 19 ans, Montbrison, cherche un emploi, n’a pas le permis »."""
    others = [
        code for code, each in definition.questions.items() if code not in telling and not each.is_sensitive
    ]
    told = [words for code in telling if (words := _told(situation, definition.question(code)))]
    more = [words for code in others if (words := _told(situation, definition.question(code)))]
    shown = told[:MOST_TOLD] + more[: max(0, FEWEST_TOLD - len(told))]
    return ", ".join([f"{situation.age} ans", situation.commune.name, *shown])


def _told(situation: Situation, question: Question | None) -> str:
    given = situation.answers.get(question.code) if question and question.code != AGE else None
    if question is None or given is None:
        return ""
    if isinstance(given, int):
        return f"{question.label.lower()} : {answer_in_words(question, given)}"
    return enumeration(
        [each.summary or each.text.rstrip(".") for each in question.answers if each.code in given]
    )
