"""Who must know when a structure joins the network, or leaves it: modules above register in their `reactions.py`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from boussole.accounts.models import User
from boussole.partners.models import Structure

# The structure, who changed it (None: the machine), when. Called in the transaction that changes it.
Reaction = Callable[[Structure, User | None, datetime], None]
_reactions: list[Reaction] = []


def on_standing(reaction: Reaction) -> Reaction:
    """Decorates a function (structure, by, now) called when its place in the network, or its charter, changes."""
    if reaction not in _reactions:
        _reactions.append(reaction)
    return reaction


def tell_of_standing(structure: Structure, by: User | None, now: datetime) -> None:
    """Call each registered function, in the order of their registration."""
    for reaction in _reactions:
        reaction(structure, by, now)
