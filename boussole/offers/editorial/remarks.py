"""What a second pair of eyes says of a text. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Rule(StrEnum):
    """Which rule of the line speaks; its value is the French name shown beside the remark."""

    LENGTH = "Longueur"
    SENTENCE = "Phrase longue"
    JARGON = "Mot simple"
    TU = "Tutoiement"
    ACRONYM = "Sigle"
    READABILITY = "Lisibilité"
    LINK = "Lien"
    SPELLING = "Orthographe"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark on one part of an offer (`field` is a field of `OfferContent`), and what to do about it."""

    rule: Rule
    field: str
    message: str  # one French sentence
    quote: str = ""  # the passage, as written; empty when it is the whole text
    suggestion: str = ""
