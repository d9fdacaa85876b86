"""For which structures a person answers, and for what part of each."""

from __future__ import annotations

from datetime import date

from boussole.accounts.models import User
from boussole.partners.models import Referent


def referents_of(user: User, day: date) -> list[Referent]:
    """In which structures this person answers that day, their themes at hand; asked once, kept on the user."""
    kept = getattr(user, "_referents_in_force", None)
    if kept is None or kept[0] != day:
        rows = list(Referent.objects.in_force(day).filter(user=user).prefetch_related("themes"))
        kept = user._referents_in_force = (day, rows)  # type: ignore[attr-defined]
    return kept[1]
