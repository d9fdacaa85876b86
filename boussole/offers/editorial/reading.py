"""How a French text reads: its sentences, its words, its syllables, its ease. Pure."""

from __future__ import annotations

import re

# A sentence ends at a full stop, a question, an exclamation, an ellipsis, or with its line (a list has no stops).
_END = re.compile(r"(?<=[.!?…])[\s\u00a0\u202f]+(?=[«“\"A-ZÀ-Ÿ0-9])|\n+")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_VOWELS = re.compile(r"[aeiouyàâäéèêëîïôöùûüœæ]+", re.IGNORECASE)
_SILENT_END = re.compile(r"(?<=[bcdfghjklmnpqrstvwxz])(?:e|es|ent)$", re.IGNORECASE)
_URL = re.compile(r"https?://\S+")

FEWEST_WORDS = 30  # under that, a score of ease means nothing


def sentences(text: str) -> list[str]:
    """« Viens. On t’aide ! » gives two; each line of a list is one."""
    return [part.strip(" \u00a0\t-*•") for part in _END.split(text) if part.strip(" \u00a0\t-*•")]


def words(text: str) -> list[str]:
    """« On t’aide à Saint-Étienne » gives four: an elided or hyphenated word is one."""
    return _WORD.findall(_URL.sub(" ", text))


def syllables(word: str) -> int:
    """An estimate, at least one: groups of vowels, without the silent end (« rencontres », « aident »)."""
    heard = _SILENT_END.sub("", word) if len(word) > 3 else word
    return max(1, len(_VOWELS.findall(heard)))


def ease(text: str) -> float | None:
    """The ease of reading from 0 to 100, by Flesch's formula fitted to French; None when the text is too short.

    L. Kandel and A. Moles, « Application de l’indice de Flesch à la langue française », 1958:
    207 - 1.015 × words a sentence - 73.6 × syllables a word. Above 60 is plain, under 50 hard.
    """
    found = words(text)
    if len(found) < FEWEST_WORDS:
        return None
    per_sentence = len(found) / max(1, len(sentences(text)))
    per_word = sum(map(syllables, found)) / len(found)
    return max(0.0, min(100.0, 207 - 1.015 * per_sentence - 73.6 * per_word))
