"""One young person's situation: where they live, their age, what they answered. Pure."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import blake2b

from boussole.questionnaires.definition import AGE, Answered, Definition, Kind, Question
from boussole.territories.geography import Commune, UnknownCommune, geography


class UnreadableSituation(ValueError):
    """A situation that comes from outside and cannot be read; the message is one French sentence."""


@dataclass(frozen=True)
class Situation:
    """What decides which offers are shown. It holds no name, no address, no coordinates."""

    commune: Commune
    second_commune: Commune | None = None
    age: int | None = None
    answers: Mapping[str, Answered] = field(default_factory=dict)

    @property
    def areas(self) -> tuple[str, ...]:
        """Every area that contains the commune of residence or the second one."""
        second = self.second_commune.areas if self.second_commune else ()
        return tuple(dict.fromkeys(self.commune.areas + second))

    @property
    def answered(self) -> dict[str, Answered]:
        """The answers, the age among them: what criteria are about."""
        return {**self.answers, AGE: self.age}

    @property
    def seed(self) -> bytes:
        """A fingerprint: equal situations see equal pages, different ones a different rotation."""
        second = self.second_commune.code if self.second_commune else ""
        answers = {
            code: sorted(given) if isinstance(given, frozenset) else given
            for code, given in sorted(self.answers.items())
        }
        text = json.dumps([self.commune.code, second, self.age, answers])
        return blake2b(text.encode(), digest_size=16).digest()


def situation_from(entry: Mapping[str, object], definition: Definition) -> Situation:
    """Read a situation given as JSON: commune, second_commune, age, answers by question code.

    An answer left out is unanswered.

    :raises UnreadableSituation: for an unknown key, commune, question or answer
    """
    if unknown := set(entry) - {"commune", "second_commune", "age", "answers", "theme"}:
        raise UnreadableSituation(f"« {min(unknown)} » n’est pas une donnée connue d’une situation.")
    second = entry.get("second_commune")
    age = entry.get("age")
    if age is not None and (not isinstance(age, int) or isinstance(age, bool) or not 0 <= age <= 120):
        raise UnreadableSituation("L’âge est un nombre entier d’années, entre 0 et 120.")
    answers = entry.get("answers") or {}
    if not isinstance(answers, Mapping):
        raise UnreadableSituation("« answers » associe un code de question à une réponse.")
    return Situation(
        commune=commune_from(entry.get("commune")),
        second_commune=commune_from(second) if second else None,
        age=age,
        answers={code: answered_from(definition, code, given) for code, given in answers.items()},
    )


def commune_from(code: object) -> Commune:
    """The commune of this official code.

    :raises UnreadableSituation: when it does not exist
    """
    try:
        return geography().commune(str(code))
    except UnknownCommune as unknown:
        raise UnreadableSituation(str(unknown)) from unknown


def answered_from(definition: Definition, code: str, given: object) -> Answered:
    """Check one answer against its question: a code, a list of codes, a number, a boolean or null.

    :raises UnreadableSituation: when the question or an answer is unknown
    """
    question = definition.questions.get(code)
    if question is None:
        raise UnreadableSituation(
            f"La question « {code} » n’existe pas pour le thème « {definition.theme} »."
        )
    if given is None:
        return None
    if question.kind == Kind.NUMBER:
        if not isinstance(given, int) or isinstance(given, bool):
            raise UnreadableSituation(f"La question « {code} » attend un nombre entier.")
        return given
    return _choices(question, given)


def _choices(question: Question, given: object) -> frozenset[str]:
    if isinstance(given, bool) and question.kind == Kind.YES_NO:
        given = "oui" if given else "non"
    chosen = given if isinstance(given, list) else [given]
    if len(chosen) > 1 and question.kind != Kind.SEVERAL:
        raise UnreadableSituation(f"La question « {question.code} » attend une seule réponse.")
    for code in chosen:
        if code not in question.by_code:
            raise UnreadableSituation(f"« {code} » n’est pas une réponse de la question « {question.code} ».")
    return frozenset(chosen)
