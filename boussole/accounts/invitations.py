"""What an invitation waits for, and when it is recalled: pure, from its dates and what was already sent.

A link works seven days (guarantees.md G15). Sent again, the invitation has seven more; each link keeps its own.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING

from boussole.accounts.models import Invitation, InvitationLink, User

if TYPE_CHECKING:
    from boussole.accounts.models.invitation import InvitationQuerySet

INVITATION_LIFE = timedelta(days=7)
MIDWAY_AFTER = timedelta(days=3)
LAST_CALL = timedelta(days=1)

Kind = InvitationLink.Kind


class State(StrEnum):
    """Where an invitation is. The label is what its sender reads."""

    WAITING = "en attente"
    ACCEPTED = "acceptée"
    EXPIRED = "expirée"
    DECLINED = "refusée"
    CANCELLED = "annulée"


def state_of(invitation: Invitation, now: datetime) -> State:
    """Where it is at this moment. Cancelled by the very person who was invited, it was declined."""
    if invitation.accepted_at is not None:
        return State.ACCEPTED
    if invitation.cancelled_at is not None:
        by_the_invited = invitation.cancelled_by_id == invitation.user_id
        return State.DECLINED if by_the_invited else State.CANCELLED
    return State.WAITING if now < invitation.expires_at else State.EXPIRED


def due_reminder(expires_at: datetime, sent: Collection[str], now: datetime) -> Kind | None:
    """The reminder to send now: half-way, then on the eve of the end; each once ever, never both at once."""
    if now >= expires_at or Kind.LAST_DAY in sent:
        return None
    if now >= expires_at - LAST_CALL:
        return Kind.LAST_DAY
    if now >= expires_at - INVITATION_LIFE + MIDWAY_AFTER and Kind.MIDWAY not in sent:
        return Kind.MIDWAY
    return None


def behind(token_hash: str, now: datetime) -> InvitationQuerySet:
    """The open invitation that this link opens: a link lives seven days, even when a younger one does too."""
    still_young = now - INVITATION_LIFE
    return Invitation.objects.open(now).filter(links__token_hash=token_hash, links__sent_at__gt=still_young)


def waits_for(user: User, now: datetime) -> bool:
    """Whether something is proposed to this person, who has not answered."""
    return Invitation.objects.open(now).filter(user=user).exists()
