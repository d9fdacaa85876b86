"""What modules above do when something happens below: the module below owns the list, and knows none of them.

Modules above register in their `reactions.py`, which is read when the site starts.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, ParamSpec

Told = ParamSpec("Told")


class Reactions(Generic[Told]):
    """The functions that wait for one thing to happen, and that are called in the transaction where it does."""

    def __init__(self) -> None:
        self._known: list[Callable[Told, None]] = []

    def register(self, reaction: Callable[Told, None]) -> Callable[Told, None]:
        """Decorates a function to be called; registered twice, it is called once."""
        if reaction not in self._known:
            self._known.append(reaction)
        return reaction

    def tell(self, *said: Told.args, **named: Told.kwargs) -> None:
        """Call each of them, in the order of their registration."""
        for reaction in self._known:
            reaction(*said, **named)
