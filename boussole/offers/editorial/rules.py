"""The rules of the line, each a function of a text. Pure: no dictionary on disk, no network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from boussole.offers.content import OfferContent
from boussole.offers.editorial import reading
from boussole.offers.editorial.line import Line
from boussole.offers.editorial.remarks import Remark, Rule

READ = ("title", "summary", "description")
NAMES = {"title": "Le titre", "summary": "Le texte court", "description": "Le texte complet"}

_VOUS = re.compile(r"(?<!rendez-)(?<![\w-])(vous(?:-mêmes?)?|votre|vos|vôtres?)(?![\w-])", re.IGNORECASE)
_CAPITALS = re.compile(r"(?<![\w-])(?=[\w]*[A-ZÉÈ]{2})[A-ZÉÈ][A-ZÉÈ0-9]{1,7}(?![\w])")


def check(content: OfferContent, line: Line) -> list[Remark]:
    """Every remark of the rules, in the order of the texts."""
    spelled = "\n".join(getattr(content, name) for name in READ)
    found: list[Remark] = []
    for name in READ:
        text = getattr(content, name)
        if text.strip():
            found += [remark for rule in RULES for remark in rule(name, text, line)]
    return found + list(acronyms(content, line, spelled))


def length(name: str, text: str, line: Line) -> Iterator[Remark]:
    """Too many characters for this part."""
    most = line.limit(name)
    if most and len(text) > most:
        over = len(text) - most
        yield Remark(
            Rule.LENGTH,
            name,
            f"{NAMES[name]} a {over} caractère{'s' if over > 1 else ''} de trop : {most} au plus, "
            "on le lit en entier sur un téléphone.",
        )


def long_sentences(name: str, text: str, line: Line) -> Iterator[Remark]:
    """Each sentence with too many words, quoted."""
    for sentence in reading.sentences(text) if line.sentence_words else ():
        count = len(reading.words(sentence))
        if count > line.sentence_words:
            yield Remark(
                Rule.SENTENCE,
                name,
                f"Cette phrase a {count} mots : coupez-la en deux ({line.sentence_words} mots au plus).",
                quote=sentence,
            )


def jargon(name: str, text: str, line: Line) -> Iterator[Remark]:
    """The longest expression first: « insertion professionnelle » is one remark, not two."""
    taken: list[tuple[int, int]] = []
    for word in sorted(line.plain_words, key=len, reverse=True):
        for match in re.finditer(_as_written(word), text, re.IGNORECASE):
            if any(start < match.end() and match.start() < end for start, end in taken):
                continue
            taken.append(match.span())
            plain = line.plain_words[word]
            yield Remark(
                Rule.JARGON, name, f"Un mot plus simple : « {plain} ».", quote=match[0], suggestion=plain
            )


def tu(name: str, text: str, line: Line) -> Iterator[Remark]:
    """Each « vous », where the line says « tu »."""
    for match in _VOUS.finditer(text) if line.says_tu else ():
        yield Remark(Rule.TU, name, "On dit « tu » aux jeunes, sauf à plusieurs.", quote=match[0])


def ease(name: str, text: str, line: Line) -> Iterator[Remark]:
    """The whole text, when it reads less easily than the line asks (`reading.ease`)."""
    score = reading.ease(text) if line.least_ease else None
    if score is not None and score < line.least_ease:
        yield Remark(
            Rule.READABILITY,
            name,
            f"{NAMES[name]} est difficile à lire ({score:.0f} sur 100, {line.least_ease} au moins) : "
            "des phrases et des mots plus courts aideront.",
        )


RULES: tuple[Callable[[str, str, Line], Iterator[Remark]], ...] = (length, long_sentences, jargon, tu, ease)


def acronyms(content: OfferContent, line: Line, everything: str) -> Iterator[Remark]:
    """Each acronym once, where it is first read, unless its words stand somewhere beside it."""
    seen = set(line.known_acronyms)
    for name in READ:
        text = getattr(content, name)
        if text.isupper():
            yield Remark(
                Rule.ACRONYM, name, f"{NAMES[name]} est tout en majuscules : écrivez-le en minuscules."
            )
            continue
        for match in _CAPITALS.finditer(text):
            acronym = match[0]
            if acronym in seen or _is_spelled_out(acronym, everything, line):
                continue
            seen.add(acronym)
            in_words = line.acronyms.get(acronym, "")
            advice = f"écrivez « {in_words} ({acronym}) »" if in_words else "écrivez aussi ses mots, une fois"
            yield Remark(
                Rule.ACRONYM,
                name,
                f"Tout le monde ne connaît pas « {acronym} » : {advice}.",
                quote=acronym,
                suggestion=f"{in_words} ({acronym})" if in_words else "",
            )


def _is_spelled_out(acronym: str, everything: str, line: Line) -> bool:
    """« caisse d’allocations familiales (CAF) », « CAF (caisse…) », or the words known for it anywhere."""
    if re.search(rf"[^\W\d_]\s*\({acronym}\)|\b{acronym}\s*\([^)]*[^\W\d_]{{3}}", everything):
        return True
    in_words = line.acronyms.get(acronym)
    return bool(in_words and re.search(_as_written(in_words), everything, re.IGNORECASE))


def _as_written(expression: str) -> str:
    """A pattern for whole words, whatever the apostrophe and the spaces."""
    signs = {"’": "['’]", "'": "['’]", " ": r"[\s\u00a0]+"}
    return r"(?<![\w-])" + "".join(signs.get(c, re.escape(c)) for c in expression) + r"(?![\w-])"
