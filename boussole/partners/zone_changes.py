"""Who must know when a structure serves other communes: modules above register in their `reactions.py`."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from boussole.accounts.models import User
from boussole.partners.models import Structure

# The structure with its new zone, who drew it, when. Called in the transaction that changes it.
Reaction = Callable[[Structure, User, datetime], None]
_reactions: list[Reaction] = []


def on_zone_change(reaction: Reaction) -> Reaction:
    """Decorates a function (structure, by, now) called when the zone of competence changes."""
    if reaction not in _reactions:
        _reactions.append(reaction)
    return reaction


def tell_of_zone(structure: Structure, by: User, now: datetime) -> None:
    """Call each registered function, in the order of their registration."""
    for reaction in _reactions:
        reaction(structure, by, now)
