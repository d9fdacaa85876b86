"""Young people of the demonstration: invented, and all of a piece. Pure.

A person has an occupation, a diploma, a licence; whatever the theme, their answers say so. What is left to
chance follows `leanings.yaml`, and the rules of the journey decide which questions are asked.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

from ruamel.yaml import YAML

from boussole.contact_requests.draft import Reachable
from boussole.contact_requests.models.filing import Moment
from boussole.demo.stories import stories
from boussole.orientation import journey
from boussole.orientation.situation import Situation
from boussole.questionnaires.definition import NO, YES, Answered, Answers, Definition, Kind, Question
from boussole.territories.geography import Commune, geography

LEANINGS = Path(__file__).with_name("leanings.yaml")
AGES = range(15, 31)
AGE_WEIGHTS = (3, 5, 8, 10, 11, 11, 10, 9, 8, 7, 6, 4, 3, 2, 2, 2)
OCCUPATIONS = ("lycee", "etudes", "alternance", "emploi", "recherche", "sans-activite")
# Up to that age, the chances of each occupation.
OCCUPATION_WEIGHTS = {
    17: (78, 0, 8, 0, 4, 10),
    20: (14, 34, 10, 8, 20, 14),
    25: (0, 28, 7, 22, 28, 15),
    30: (0, 5, 0, 38, 38, 19),
}
# How each theme's questionnaire names these occupations, when it does otherwise.
STATUS = {
    "emploi": {"alternance": "etudes"},
    "formation": {"emploi": "travail", "recherche": "travail", "sans-activite": "arret"},
    "logement": {"lycee": "etudes", "recherche": "sans-emploi", "sans-activite": "sans-emploi"},
    "sante": {"alternance": "travail", "emploi": "travail", "recherche": "sans-activite"},
    "mobilite": {"recherche": "sans-emploi", "sans-activite": "sans-emploi"},
}
# What each occupation looks for.
INTERESTS = {
    "lycee": {"formation": 8, "emploi": 5, "sante": 4, "mobilite": 4, "logement": 1},
    "etudes": {"logement": 6, "emploi": 5, "sante": 4, "mobilite": 5, "formation": 5},
    "alternance": {"logement": 5, "formation": 4, "emploi": 3, "sante": 2, "mobilite": 2},
    "emploi": {"logement": 6, "emploi": 4, "formation": 4, "sante": 3, "mobilite": 2},
    "recherche": {"emploi": 12, "formation": 4, "logement": 3, "sante": 2, "mobilite": 1},
    "sans-activite": {"emploi": 8, "formation": 6, "sante": 3, "logement": 3, "mobilite": 1},
}
MONEY = {  # euros a month
    "lycee": (0, 150),
    "etudes": (150, 750),
    "alternance": (600, 1200),
    "emploi": (1250, 1900),
    "recherche": (0, 1050),
    "sans-activite": (0, 600),
}
MONTHS_AWAY = (0, 1, 2, 3, 3, 6, 6, 9, 12)
SECOND_COMMUNES = ("42218", "42218", "42187", "42147")  # where one studies or works: Saint-Étienne above all
UNSURE, BLANK = 0.06, 0.03  # « je ne sais pas », and a multiple choice left untouched


@dataclass(frozen=True)
class YoungPerson:
    """What stays true of somebody from one theme to another."""

    age: int
    occupation: str
    diploma: str
    has_licence: bool
    has_child: bool
    commune: Commune
    second_commune: Commune | None = None

    @cached_property
    def facts(self) -> dict[str, str]:
        """The answers that do not depend on the theme, by code of question."""
        return {
            "diplome": self.diploma,
            "permis": YES if self.has_licence else NO,
            "enfant": YES if self.has_child else NO,
        }

    def situation(self, answers: Answers) -> Situation:
        return Situation(self.commune, self.second_commune, self.age, answers)


def somebody(rng: Random, communes: CommunesByWeight) -> YoungPerson:
    """A young person of this territory."""
    (age,) = rng.choices(AGES, AGE_WEIGHTS)
    weights = next(weights for oldest, weights in OCCUPATION_WEIGHTS.items() if age <= oldest)
    (occupation,) = rng.choices(OCCUPATIONS, weights)
    home = communes.draw(rng)
    studies_elsewhere = occupation != "sans-activite" and rng.random() < 0.12
    second = geography().commune(rng.choice(SECOND_COMMUNES)) if studies_elsewhere else None
    return YoungPerson(
        age=age,
        occupation=occupation,
        diploma=_diploma(rng, age, occupation),
        has_licence=age >= 18 and rng.random() < (age - 14) / 20,
        has_child=age >= 18 and occupation != "lycee" and rng.random() < 0.07,
        commune=home,
        second_commune=second if second and second.code != home.code else None,
    )


def _diploma(rng: Random, age: int, occupation: str) -> str:
    if occupation == "lycee" or age < 17:
        return "aucun"
    if occupation == "etudes":
        return "superieur" if age > 21 and rng.random() < 0.6 else "bac"
    highest = {True: ("aucun", "cap"), False: ("aucun", "cap", "bac", "bac", "superieur")}[age < 18]
    found = rng.choice(highest)
    return "bac" if found == "superieur" and age < 20 else found


class CommunesByWeight:
    """The communes of some areas, drawn as often as they have inhabitants."""

    def __init__(self, areas: Sequence[str]) -> None:
        codes = sorted(frozenset[str]().union(*(geography().communes_of(area) for area in areas)))
        self._communes = [c for c in map(geography().commune, codes) if c.parent is None]
        self._weights = list(accumulate(c.population or 1 for c in self._communes))

    def draw(self, rng: Random) -> Commune:
        return rng.choices(self._communes, cum_weights=self._weights)[0]


def theme_for(rng: Random, person: YoungPerson, open_codes: Sequence[str]) -> str:
    """What this person looks for, among the themes open that day."""
    interests = INTERESTS[person.occupation]
    return rng.choices(open_codes, [interests.get(code, 1) for code in open_codes])[0]


def answers_of(rng: Random, person: YoungPerson, definition: Definition) -> Answers:
    """The journey of this person through the questionnaire, page by page, as the site would lead it."""
    answers: dict[str, Answered] = {}
    while step := journey.current_step(definition, answers):
        for question in step.questions:
            if question.code not in answers:
                answers[question.code] = _answer(rng, person, definition.theme, question)
    return journey.kept(definition, answers)


def _answer(rng: Random, person: YoungPerson, theme: str, question: Question) -> Answered:
    if question.kind == Kind.NUMBER:
        return _number(rng, person, question)
    if question.wildcards and rng.random() < UNSURE:
        return frozenset([rng.choice(sorted(question.wildcards))])
    if question.code == "statut":
        known = STATUS.get(theme, {}).get(person.occupation, person.occupation)
    else:
        known = person.facts.get(question.code, "")
    if known in question.by_code:
        return frozenset([known])
    return _chosen(rng, question, _weights(theme, question, person.occupation))


def _chosen(rng: Random, question: Question, weights: Mapping[str, float]) -> frozenset[str]:
    left = {code: weights.get(code, 1) for code in sorted(question.deciding)}
    if question.kind != Kind.SEVERAL:
        return frozenset(rng.choices(list(left), list(left.values())))
    if rng.random() < BLANK:
        return frozenset()
    chosen: set[str] = set()
    for _ in range(rng.choices((1, 2, 3), (6, 3, 1))[0]):
        (code,) = rng.choices(list(left), list(left.values()))
        chosen.add(code)
    return frozenset(chosen)


def _number(rng: Random, person: YoungPerson, question: Question) -> int:
    if question.code == "ressources":
        return rng.randrange(*MONEY[person.occupation]) // 10 * 10
    if question.code == "duree":
        return rng.choice(MONTHS_AWAY)
    return rng.randint(question.minimum or 0, question.maximum or 0)


def _weights(theme: str, question: Question, occupation: str) -> Mapping[str, float]:
    """What `leanings.yaml` says of this question: for everybody, or for this occupation."""
    said: Mapping[str, Any] = leanings().get(theme, {}).get(question.code, {})
    is_by_occupation = all(isinstance(value, Mapping) for value in said.values())
    return said.get(occupation, {}) if is_by_occupation else said


@cache
def leanings() -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """The file, read once."""
    return YAML(typ="safe").load(LEANINGS)  # type: ignore[no-any-return]


def reachable(rng: Random, *, number: int, message: str, is_sensitive: bool) -> Reachable:
    """How to reach somebody, with coordinates that lead nowhere: 06 39 98 xx xx, example.org."""
    first_name = rng.choice(stories().first_names)
    way = "phone" if is_sensitive else rng.choices(("phone", "both", "email"), (55, 28, 17))[0]
    return Reachable(
        first_name="" if rng.random() < 0.06 else first_name,
        phone=f"+3363998{number:04d}" if way != "email" else "",
        email=f"{_plain(first_name)}.{number % 100:02d}@example.org" if way != "phone" else "",
        moments=_moments(rng),
        voicemail_ok=not is_sensitive and rng.random() < 0.7,
        message=message,
    )


def _moments(rng: Random) -> tuple[str, ...]:
    chosen = rng.sample(Moment.values, rng.choices((0, 1, 2), (4, 5, 2))[0])
    return tuple(moment for moment in Moment.values if moment in chosen)


def _plain(name: str) -> str:
    """« Éloïse » as it is written in an address."""
    return unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().lower()
