"""What somebody is asked to accept: rows that wait (`is_pending`) and point to the invitation.

This module knows its mandates; a module above registers its own kind (`partners` does, for referents), so that one
answer of the person brings everything that was proposed into force.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol, TypeVar

from django.db import models

from boussole.accounts import policies
from boussole.accounts.models import Invitation, Mandate, User
from boussole.territories.geography import geography


class Pending(Protocol):
    """A row that may wait for the answer of the person that it is about."""

    pk: Any
    invitation: Invitation | None
    is_pending: bool

    def save(self, *, update_fields: Iterable[str]) -> None: ...


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rows that wait, and what its module does with them."""

    model: type[models.Model]
    related: tuple[str, ...]
    in_words: Callable[[Any], str]
    is_followed_by: Callable[
        [Any, User, date], bool
    ]  # may send it again, and cancel it, without having sent it
    accept: Callable[[Any, datetime], None]
    withdraw: Callable[[Any], None]
    prefetched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """One row proposed by an invitation."""

    row: Any
    kind: Kind

    @property
    def in_words(self) -> str:
        """« Responsable de la structure : Mission locale du Forez »."""
        return self.kind.in_words(self.row)

    def is_followed_by(self, user: User, day: date) -> bool:
        return self.kind.is_followed_by(self.row, user, day)


Declared = TypeVar("Declared", bound=Kind)
_kinds: list[Kind] = []


def on_accept(kind: Declared) -> Declared:
    """Declare a kind of rows: they come into force when the invitation that they point to is accepted."""
    if all(kind.model is not known.model for known in _kinds):
        _kinds.append(kind)
    return kind


def proposals_of(invitations: Iterable[Invitation]) -> dict[int, list[Proposal]]:
    """What each of these invitations proposed, answered or not. One query for each kind."""
    asked = [invitation.pk for invitation in invitations]
    found: dict[int, list[Proposal]] = {pk: [] for pk in asked}
    for kind in _kinds:
        rows = kind.model._default_manager.filter(invitation__in=asked)
        for row in rows.select_related(*kind.related).prefetch_related(*kind.prefetched).order_by("pk"):
            found[row.invitation_id].append(Proposal(row, kind))  # type: ignore[attr-defined]
    return found


def waiting_in(invitation: Invitation) -> list[Proposal]:
    """What this invitation proposes and nobody has answered."""
    return [each for each in proposals_of([invitation])[invitation.pk] if each.row.is_pending]


def is_followed_by(invitation: Invitation, user: User, day: date) -> bool:
    """Whether this person may send it again or cancel it: who answers for what it proposes, else who sent it.

    Whoever sent it and answers for nothing there any more could otherwise bring people in after they have left.
    """
    if policies.is_national(user, day):
        return True
    if proposed := proposals_of([invitation])[invitation.pk]:
        return any(each.is_followed_by(user, day) for each in proposed)
    return invitation.invited_by_id == user.pk


# --- Mandates -------------------------------------------------------------------------------------------
def mandate_in_words(mandate: Mandate) -> str:
    """« Animation territoriale : Haute-Loire »."""
    role, scope = mandate.get_role_display(), scope_in_words(mandate)
    return f"{role}\u00a0: {scope}" if scope else role


def scope_in_words(mandate: Mandate) -> str:
    """The territory or the region of a mandate; empty for the country."""
    if mandate.territory is not None:
        return mandate.territory.name
    return geography().name_of(f"region:{mandate.region}") if mandate.region else ""


def _accept(mandate: Mandate, now: datetime) -> None:
    """In force from the day of the answer, or later when it says so; never beyond its last day."""
    begins = max(mandate.starts_on, mandate.today(now))
    mandate.starts_on = min(begins, mandate.ends_on) if mandate.ends_on else begins
    mandate.is_pending = False
    mandate.save(update_fields=["starts_on", "is_pending"])


def _is_beside(mandate: Mandate, user: User, day: date) -> bool:
    """Whoever animates the same territory follows the one who joins them."""
    same_work = mandate.role == Mandate.Role.ANIMATOR and mandate.territory is not None
    return same_work and policies.animates(user, mandate.territory, day)  # type: ignore[arg-type]


on_accept(
    Kind(
        model=Mandate,
        related=("territory",),
        in_words=mandate_in_words,
        is_followed_by=_is_beside,
        accept=_accept,
        withdraw=lambda mandate: mandate.delete(),
    )
)
