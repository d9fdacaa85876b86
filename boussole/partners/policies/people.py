"""For which structures a person answers, and for what part of each."""

from __future__ import annotations

from collections.abc import Iterable
from copy import copy
from datetime import date

from django.db.models import Exists, OuterRef, Q

from boussole.accounts.models import User
from boussole.partners.models import Absence, Referent, Structure


def referents_of(user: User, day: date) -> list[Referent]:
    """In which structures this person answers that day, structure and themes at hand; asked once, kept on the user."""
    kept = getattr(user, "_referents_in_force", None)
    if kept is None or kept[0] != day:
        mine = Referent.objects.in_force(day).filter(user=user).select_related("structure")
        rows = list(mine.prefetch_related("themes"))
        kept = user._referents_in_force = (day, rows)  # type: ignore[attr-defined]
    return kept[1]


def seen_in(user: User, day: date, structures: Iterable[Structure]) -> User:
    """The same person as if they only answered for these structures: to narrow lists, never to decide on a right."""
    kept = {structure.pk for structure in structures}
    narrowed = copy(user)
    narrowed._referents_in_force = (  # type: ignore[attr-defined]
        day,
        [each for each in referents_of(user, day) if each.structure_id in kept],
    )
    narrowed._mandates_stood_in = (  # type: ignore[attr-defined]
        day,
        [each for each in stood_in_by(user, day) if each.structure_id in kept],
    )
    return narrowed


def stood_in_by(user: User, day: date) -> list[Referent]:
    """The mandates of the absent people this person is the deputy of; asked once, kept on the user."""
    kept = getattr(user, "_mandates_stood_in", None)
    if kept is None or kept[0] != day:
        relays = Absence.objects.in_force(day).filter(deputy=user, structure=OuterRef("structure"))
        absent = Exists(relays.filter(Q(user__isnull=True) | Q(user=OuterRef("user"))))
        rows = list(Referent.objects.in_force(day).filter(absent).prefetch_related("themes"))
        kept = user._mandates_stood_in = (day, rows)  # type: ignore[attr-defined]
    return kept[1]


def is_manager(user: User, structure: Structure, day: date) -> bool:
    """Whether the person is responsible for this structure that day."""
    return any(
        referent.structure_id == structure.pk and referent.is_manager for referent in referents_of(user, day)
    )


def is_referent(user: User, structure: Structure, day: date) -> bool:
    """Whether the person answers for this structure that day, their account open."""
    rows = Referent.objects.in_force(day).filter(structure=structure, user=user, user__is_active=True)
    return rows.exists()
