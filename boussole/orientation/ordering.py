"""The order of the results: stable for one situation, fair between partners over many. Pure.

Inside a category each structure has one offer shown before any has a second one, and who comes first turns
with the situation. Offers that cannot keep up come last. The engine on files and the one on the database
order the same numbers (`offers.reach.key_of`), so they show the same page.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b
from itertools import groupby
from typing import Any, NamedTuple

MASK = 0xFFFFFFFF


class Ranked(NamedTuple):
    """What orders one offer: numbers and one text, whatever stores it. `item` comes back."""

    category: str  # « 00003/postuler »: the rank, then the code
    is_overloaded: bool
    structure_key: int
    offer_key: int
    item: Any

    @property
    def category_code(self) -> str:
        return self.category.partition("/")[2] or self.category


def in_order(offers: Iterable[Ranked], seed: bytes) -> list[Ranked]:
    """The offers in the order of the page, for the seed of a situation."""
    draws: dict[str, tuple[int, int]] = {}
    drawn = []
    for one in offers:
        draw = draws.get(one.category)
        if draw is None:
            draw = draws[one.category] = _draw(seed, one.category)
        by, plus = draw
        of_offer = (one.offer_key * by + plus) & MASK
        of_structure = (one.structure_key * by + plus) & MASK
        # (category, full or not, structure, its offers in drawn order), then by whose turn it is.
        drawn.append((one.category, one.is_overloaded, of_structure, of_offer, one.offer_key, one))
    drawn.sort(key=lambda row: row[:5])
    taken = []
    for _, group in groupby(drawn, key=lambda row: row[:3]):
        for turn, (category, is_overloaded, of_structure, _, _, one) in enumerate(group):
            taken.append((category, is_overloaded, turn, of_structure, one))
    taken.sort(key=lambda row: row[:4])
    return [row[4] for row in taken]


def _draw(seed: bytes, category: str) -> tuple[int, int]:
    """A multiplier (odd: no two numbers become one) and a shift, for one category of one page."""
    digest = blake2b(category.encode(), key=seed, digest_size=8).digest()
    return int.from_bytes(digest[:4], "big") | 1, int.from_bytes(digest[4:], "big")
