"""The invitations that somebody follows, as both sites list them: who, for what, by whom, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from boussole.accounts import actions, policies
from boussole.accounts.invitations import State, state_of
from boussole.accounts.joining import proposals_of
from boussole.accounts.models import Invitation, User
from boussole.accounts.models.invitation import InvitationQuerySet
from boussole.core.moves import MoveRefused
from boussole.core.verdicts import Verdict
from boussole.partners.proposals import invitations_followed_by

MOST = 200  # a territory invites some dozens of people a year; what ended goes after thirty days
WAITING = "attente"
TONES = {
    State.WAITING: "info",
    State.ACCEPTED: "success",
    State.EXPIRED: "warning",
    State.DECLINED: "neutral",
    State.CANCELLED: "neutral",
}


@dataclass(frozen=True)
class Line:
    """One invitation."""

    invitation: Invitation
    proposed: list[str]
    state: State
    tone: str
    last_sent_at: datetime
    can_resend: Verdict
    can_cancel: Verdict


@dataclass(frozen=True)
class Shelf:
    """The invitations in one state."""

    code: str
    label: str
    count: int
    is_current: bool


def shelves(user: User, now: datetime, asked: str) -> tuple[list[Shelf], list[Line]]:
    """Each state with how many there are, and the lines of the one that is asked for. A fixed number of queries."""
    rows = invitations_followed_by(user, now.date())
    parts: dict[str, tuple[str, InvitationQuerySet]] = {
        WAITING: ("En attente", rows.open(now)),
        "expirees": ("Sans réponse", rows.expired(now)),
        "acceptees": ("Acceptées", rows.accepted()),
        "annulees": ("Refusées ou annulées", rows.taken_back()),
    }
    current = asked if asked in parts else WAITING
    found = [Shelf(code, label, part.count(), code == current) for code, (label, part) in parts.items()]
    return found, _lines(parts[current][1], now)


def _lines(rows: InvitationQuerySet, now: datetime) -> list[Line]:
    shown = list(
        rows.select_related("user", "invited_by").prefetch_related("links").order_by("-sent_at", "-pk")[:MOST]
    )
    proposals = proposals_of(shown)
    return [
        Line(
            each,
            proposed=[proposal.in_words for proposal in proposals[each.pk]],
            state=(state := state_of(each, now)),
            tone=TONES[state],
            last_sent_at=max((link.sent_at for link in each.links.all()), default=each.sent_at),
            can_resend=policies.can_be_sent_again(each, now),
            can_cancel=policies.can_be_cancelled(each),
        )
        for each in shown
    ]


def send_again(request: HttpRequest, public_id: UUID, now: datetime) -> None:
    """One more mail, and what to say of it."""
    _act(request, public_id, now, actions.resend, "Un nouveau lien part à {email}. Il marche sept jours.")


def take_back(request: HttpRequest, public_id: UUID, now: datetime) -> None:
    """Cancel it, and say so."""
    _act(request, public_id, now, actions.cancel_invitation, "L’invitation de {email} est annulée.")


def _act(
    request: HttpRequest, public_id: UUID, now: datetime, act: Callable[..., Invitation], said: str
) -> None:
    rows = invitations_followed_by(request.user, now.date())
    row = get_object_or_404(Invitation.objects.filter(pk__in=rows.values("pk")), public_id=public_id)
    try:
        act(row, by=request.user, now=now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, said.format(email=row.user.email))
