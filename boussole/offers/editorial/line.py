"""The writing rules of a territory, as one value. Pure: read from and written to a plain document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any


@dataclass(frozen=True, slots=True)
class Line:
    """What a text is read against. A number of 0 switches its rule off."""

    title_characters: int = 70
    summary_characters: int = 160
    description_characters: int = 1200
    sentence_words: int = 25
    least_ease: int = 50  # of `reading.ease`
    says_tu: bool = True
    # A word of professionals, and what to write instead: « bénéficiaire » → « jeune ».
    plain_words: Mapping[str, str] = field(default_factory=dict)
    # « CRIJ » → « Centre régional information jeunesse »: an acronym is spelled out the first time.
    acronyms: Mapping[str, str] = field(default_factory=dict)
    known_acronyms: tuple[str, ...] = ()  # those that everybody knows: « CV », « SMS »
    known_words: tuple[str, ...] = ()  # right although no dictionary has them: « visio »

    def limit(self, name: str) -> int:
        """The most characters of a part; 0 when it has no limit."""
        return {
            "title": self.title_characters,
            "summary": self.summary_characters,
            "description": self.description_characters,
        }.get(name, 0)

    def faults(self) -> Iterator[tuple[str, str]]:
        """What makes these rules absurd: the name of the rule and a French sentence."""
        if not 0 <= self.sentence_words <= 60:
            yield "sentence_words", "Une phrase a de 1 à 60 mots ; 0 pour ne rien vérifier."
        if not 0 <= self.least_ease <= 100:
            yield "least_ease", "La lisibilité va de 0 à 100 ; 0 pour ne rien vérifier."
        for name, most in (
            ("title_characters", 120),
            ("summary_characters", 300),
            ("description_characters", 6000),
        ):
            if not 0 <= getattr(self, name) <= most:
                yield name, f"Écrivez un nombre de 1 à {most} ; 0 pour ne rien vérifier."
        for word, plain in self.plain_words.items():
            if word.casefold() == plain.casefold():
                yield "plain_words", f"« {word} » est remplacé par lui-même : écrivez un mot plus simple."


_NUMBERS = (
    "title_characters",
    "summary_characters",
    "description_characters",
    "sentence_words",
    "least_ease",
)


def line_from(document: Mapping[str, Any], *, over: Line) -> Line:
    """The rules that this document changes, over those it keeps."""
    changed: dict[str, Any] = {name: document[name] for name in (*_NUMBERS, "says_tu") if name in document}
    for name in ("plain_words", "acronyms"):
        if name in document:
            changed[name] = dict(document[name])
    for name in ("known_acronyms", "known_words"):
        if name in document:
            changed[name] = tuple(document[name])
    return replace(over, **changed)


def document_of(line: Line) -> dict[str, Any]:
    """All the rules as plain JSON, words in alphabetical order."""
    return {
        **{name: getattr(line, name) for name in (*_NUMBERS, "says_tu")},
        "plain_words": dict(sorted(line.plain_words.items())),
        "acronyms": dict(sorted(line.acronyms.items())),
        "known_acronyms": sorted(line.known_acronyms),
        "known_words": sorted(line.known_words),
    }
