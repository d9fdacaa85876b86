"""What becomes of everything that points to a structure when it turns out to be another one.

Each relation to `Structure` has its mover: the modules above register theirs in their `reactions.py`. A relation that
nobody registered stops the merge, and a consistency test says so before anybody tries.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from django.db import models

from boussole.accounts.models import User
from boussole.partners.models import Structure


@dataclass(frozen=True, slots=True)
class Merge:
    """Two records that are one: `gone` becomes an address that leads to `kept`, which will serve these `areas`."""

    kept: Structure
    gone: Structure
    areas: tuple[str, ...]
    by: User
    now: datetime


Mover = Callable[[Merge], None]
_movers: dict[str, Mover] = {}
_before: list[Mover] = []


class Unhandled(RuntimeError):
    """A relation to `Structure` that no module takes in charge."""


def moves(*relations: str) -> Callable[[Mover], Mover]:
    """Decorates the function that moves the rows of these relations, written « offers.Offer.structure »."""

    def register(mover: Mover) -> Mover:
        for relation in relations:
            _movers[relation] = mover
        return mover

    return register


def before_merge(mover: Mover) -> Mover:
    """Decorates a function called before anything moves: for what depends on whose a row still is."""
    if mover not in _before:
        _before.append(mover)
    return mover


def moves_as_they_are(*relations: str) -> None:
    """Registers relations whose rows only change hands: nothing makes two of them collide."""
    for relation in relations:
        _movers[relation] = _repoint(relation)


def relations() -> dict[str, models.Field]:
    """Every column of the project that names a structure, those of links between many included."""
    found: dict[str, models.Field] = {}
    for each in Structure._meta.get_fields(include_hidden=True):
        if isinstance(each, models.ForeignObjectRel) and each.field.concrete and not each.many_to_many:
            found[name_of(each.field)] = each.field
    return found


def unhandled() -> list[str]:
    """The relations that no module takes in charge, by name."""
    return sorted(set(relations()) - set(_movers))


def move_everything(merge: Merge) -> None:
    """Have all that points to the record that goes point to the one that stays, or say why it does not.

    :raises Unhandled: when a relation is nobody's business
    """
    if left := unhandled():
        raise Unhandled(f"No module moves {', '.join(left)}: register it with `merging.moves`.")
    for mover in _before:
        mover(merge)
    for mover in dict.fromkeys(_movers.values()):
        mover(merge)


def name_of(field: models.Field) -> str:
    return f"{field.model._meta.label}.{field.name}"


def _repoint(relation: str) -> Mover:
    def mover(merge: Merge) -> None:
        field = relations()[relation]
        rows = field.model._base_manager.filter(**{field.name: merge.gone})
        rows.update(**{field.name: merge.kept})

    return mover
