"""Who a service is for, and the few criteria that this gives for certain. Pure.

A criterion hides the offer from some young people: it is written only when the source says so beyond doubt. What is
not certain stays in words, in the text of the draft, for the structure to decide.
"""

from __future__ import annotations

import re
from enum import StrEnum

from boussole.interop.data_inclusion.records import ServiceRecord
from boussole.offers.criteria import AGE, Criterion, CriterionKind

EVERYBODY, YOUNG, STUDENTS, SENIORS, JOB_SEEKERS = (
    "tous-publics",
    "jeunes",
    "etudiants",
    "seniors",
    "demandeurs-emploi",
)
# As the schema names them (Public, 14 values).
NAMES = {
    EVERYBODY: "tout le monde",
    "actifs": "les personnes qui ont un emploi",
    "beneficiaires-des-minimas-sociaux": "les personnes qui touchent une aide sociale",
    JOB_SEEKERS: "les personnes qui cherchent un emploi",
    STUDENTS: "les étudiants et étudiantes",
    "familles": "les familles",
    "femmes": "les femmes",
    YOUNG: "les jeunes",
    "personnes-en-situation-de-handicap": "les personnes en situation de handicap",
    "personnes-en-situation-durgence": "les personnes en situation d’urgence",
    "personnes-en-situation-juridique-specifique": "les personnes suivies par la justice",
    "personnes-exilees": "les personnes exilées",
    "residents-qpv-frr": "les habitants et habitantes de certains quartiers ou villages",
    SENIORS: "les personnes âgées",
}


class Audience(StrEnum):
    """How much a service must say that it is for young people."""

    OPEN = "open"  # nothing closes it to them
    NAMED = "named"  # it names them, or everybody


def is_for(service: ServiceRecord, audience: Audience) -> bool:
    """Whether a service is kept. What is for elderly people alone never is."""
    publics = set(service.publics)
    if publics == {SENIORS}:
        return False
    return audience == Audience.OPEN or bool(publics & {EVERYBODY, YOUNG, STUDENTS})


# The situations that a service for students alone, or for job seekers alone, leaves out in each questionnaire.
# Only the question « statut » is read: nobody's answer to another one says for certain what they are.
_STATUS = "statut"
_NOT_STUDENTS = {
    "formation": frozenset({"arret", "travail"}),
    "logement": frozenset({"sans-emploi"}),
    "sante": frozenset({"sans-activite"}),
    "mobilite": frozenset({"sans-emploi"}),
    "emploi": frozenset({"sans-activite"}),
}
_AGES = re.compile(r"(?<!\d)(1\d|2\d|3\d)\s*(?:à|-|–|/|et)\s*(1\d|2\d|3\d)\s*ans", re.IGNORECASE)
_ANY_AGE = re.compile(r"\d+\s*ans|\bans\b|mineur|majeur", re.IGNORECASE)


def age_criterion(service: ServiceRecord) -> Criterion | None:
    """« De 16 à 25 ans », when it is the only age that the text speaks of; nothing else is certain."""
    text = service.publics_words
    ranges = _AGES.findall(text)
    others = len(_ANY_AGE.findall(text))
    if len(ranges) != 1 or others != 1 or re.search(r"handicap|sauf|dérog", text, re.IGNORECASE):
        return None
    youngest, oldest = (int(age) for age in ranges[0])
    return (
        Criterion(AGE, CriterionKind.RANGE, minimum=youngest, maximum=oldest) if youngest < oldest else None
    )


def status_criterion(service: ServiceRecord, theme: str, answers: frozenset[str]) -> Criterion | None:
    """For students alone: everybody but those who have just said that they study nothing.

    `answers` are those of the question « statut » of the theme today: without the question, nothing is asked.
    """
    left_out = _NOT_STUDENTS.get(theme, frozenset()) & answers
    if set(service.publics) != {STUDENTS} or not left_out:
        return None
    return Criterion(_STATUS, CriterionKind.ONLY, accepted=answers - left_out)


def in_words(service: ServiceRecord) -> str:
    """« les jeunes, les femmes ou les personnes exilées »; nothing for everybody."""
    names = [NAMES[code] for code in service.publics if code in NAMES and code != EVERYBODY]
    if not names or EVERYBODY in service.publics:
        return ""
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} ou {names[-1]}"
