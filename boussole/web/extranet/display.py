"""How one likes one's pages: tight or airy, with keyboard shortcuts or without. Remembered by a cookie."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest

# Holds two words chosen by its owner, nothing about anybody: it needs no consent (LIL, art. 82).
COOKIE = "affichage"
COMPACT, WITHOUT_KEYS = "compact", "sans-raccourcis"
ONE_YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Display:
    is_compact: bool = False
    has_keys: bool = True

    def __str__(self) -> str:
        words = [(COMPACT, self.is_compact), (WITHOUT_KEYS, not self.has_keys)]
        return ".".join(word for word, chosen in words if chosen)


def display_of(request: HttpRequest) -> Display:
    """What the cookie says; words that it should not hold mean nothing."""
    words = request.COOKIES.get(COOKIE, "").split(".")
    return Display(is_compact=COMPACT in words, has_keys=WITHOUT_KEYS not in words)
