"""The fields of a charter's text: what stands between braces, and is written out when an agreement is sent. Pure.

Whoever writes a text knows which fields there are; one that does not exist is refused with its name and its line,
because it would be signed as it stands by forty structures.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from boussole.core.typography import alphabetical

FIELDS: Mapping[str, str] = {
    "structure": "le nom de la structure",
    "reseau": "le réseau dont elle fait partie",
    "adresse": "son adresse",
    "commune": "sa commune",
    "departement": "son département",
    "representant": "la personne qui la représente, avec sa fonction",
    "referent": "la personne référente, avec sa fonction",
    "territoire": "le nom du territoire",
    "organisme": "l’organisme qui porte l’animation",
    "direction": "la personne qui le dirige, avec sa fonction",
    "animateur": "la personne qui anime le territoire, avec sa fonction",
    "date": "le jour de l’envoi",
}
"""What may stand between braces, and what takes its place."""

NOTHING = "non précisé"
_FIELD = re.compile(r"\{([^{}\n]*)\}")


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in a text, and on which line: a sentence to read beside it."""

    line: int
    message: str


def faults(text: str) -> list[Fault]:
    """Fields that do not exist, and braces that are left alone."""
    return [
        fault for number, line in enumerate(text.splitlines(), start=1) for fault in _of_line(number, line)
    ]


def _of_line(number: int, line: str) -> Iterator[Fault]:
    for found in _FIELD.finditer(line):
        if _code_of(found[1]) not in FIELDS:
            message = f"Ligne {number} : le champ « {found[0]} » n’existe pas. {_proposal(found[1])}"
            yield Fault(number, message)
    if "{" in (rest := _FIELD.sub("", line)) or "}" in rest:
        yield Fault(number, f"Ligne {number} : une accolade est seule. Un champ s’écrit {{structure}}.")


def _proposal(typed: str) -> str:
    """The field that begins alike, else where to find them all."""
    start = _code_of(typed)[:3]
    near = next((code for code in FIELDS if start and code.startswith(start)), None)
    return f"Vouliez-vous écrire {{{near}}} ?" if near else "La liste des champs est à côté du texte."


def used(text: str) -> set[str]:
    """The codes of the fields that a text has."""
    return {code for found in _FIELD.finditer(text) if (code := _code_of(found[1])) in FIELDS}


def filled(text: str, values: Mapping[str, str]) -> str:
    """The text with each field written out; what has no value is said to have none."""

    def written(found: re.Match[str]) -> str:
        code = _code_of(found[1])
        return values.get(code, "").strip() or NOTHING if code in FIELDS else found[0]

    return _FIELD.sub(written, text)


def hash_of(title: str, words: str) -> str:
    """The SHA-256 of what is signed: the title, an empty line, the words, in UTF-8 and nothing else."""
    return hashlib.sha256(f"{title}\n\n{words}".encode()).hexdigest()


def _code_of(typed: str) -> str:
    """« Réseau » as `reseau`."""
    return alphabetical(typed.strip())
