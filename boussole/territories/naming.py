"""French official names in a sentence: « d’Annecy », « du Puy-en-Velay », « de la Haute-Loire ».

INSEE gives each name its *charnière* (TNCC), a digit that says which article goes with it. For communes the
article is already part of the name (« Le Havre »); for départements it is not (« Loire », 3, hence « de la »).
"""

from __future__ import annotations

from collections.abc import Sequence
from enum import IntEnum


class Link(IntEnum):
    """INSEE's TNCC: how a name is tied to the word before it."""

    PLAIN = 0
    ELIDED = 1
    LE = 2
    LA = 3
    LES = 4
    L = 5
    AUX = 6
    LAS = 7
    LOS = 8


_ARTICLES = {Link.LE: "Le ", Link.LA: "La ", Link.LES: "Les ", Link.L: "L’"}
_OF = {Link.ELIDED: "d’", Link.LE: "du ", Link.LA: "de la ", Link.LES: "des ", Link.L: "de l’"}


def of_commune(name: str, link: int) -> str:
    """« d’Annecy », « du Havre », « de La Rochelle », « des Mées », « de L’Isle-d’Abeau ».

    Only masculine and plural articles contract; « La » and « L’ » keep their capital.
    """
    article = _ARTICLES.get(Link(link), "")
    if link in (Link.LE, Link.LES) and name.startswith(article):
        return _OF[Link(link)] + name.removeprefix(article)
    return ("d’" if link == Link.ELIDED else "de ") + name


def of_area(name: str, link: int) -> str:
    """« de la Loire », « du Rhône », « de l’Ain », « de Paris »: the article is not part of the name."""
    return _OF.get(Link(link), "de ") + name


def typographic(name: str) -> str:
    """The name as we print it: curly apostrophe, French quotes with their no-break spaces."""
    before, *rest = name.split("''")
    if len(rest) == 2:
        before = f"{before}«\u00a0{rest[0]}\u00a0»{rest[1]}"
        rest = []
    return "''".join([before, *rest]).replace("'", "’")


def listed(words: Sequence[str]) -> str:
    """« Firminy », « Firminy et Unieux », « Firminy, Unieux et Fraisses »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"
