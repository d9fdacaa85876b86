"""The invitations that somebody follows, as both sites list them: who, for what, by whom, and what can be done."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from boussole.accounts import actions, policies
from boussole.accounts.invitations import State, state_of
from boussole.accounts.joining import proposals_of
from boussole.accounts.models import Invitation, User
from boussole.accounts.models.invitation import InvitationQuerySet
from boussole.core.moves import MoveRefused
from boussole.core.verdicts import Verdict
from boussole.partners.proposals import invitations_followed_by
from boussole.web.shared.gestures import View, page_asked_from

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


def invitation_views(
    site: str, *, at: Callable[[View], View], page: Callable[..., HttpResponse]
) -> tuple[View, View, View]:
    """The list of a site, « Renvoyer » and « Annuler »; `at` lets in those who invite, `page` draws in its layout."""

    @require_safe
    @at
    def invitations(request: HttpRequest, desk: Any) -> HttpResponse:
        """Those that I sent, and those of the structures and territories that I look after."""
        found, lines = shelves(desk.user, desk.now, request.GET.get("voir", ""))
        return page(request, desk, "joining/invitations", shelves=found, lines=lines, site=site)

    @require_POST
    @at
    def resend_invitation(request: HttpRequest, desk: Any, public_id: UUID) -> HttpResponse:
        """One more mail, with a link of its own."""
        said = "Un nouveau lien part à {email}. Il marche sept jours."
        _act(request, public_id, desk.now, actions.resend, said)
        return redirect(page_asked_from(request, site) or f"{site}:invitations")

    @require_POST
    @at
    def cancel_invitation(request: HttpRequest, desk: Any, public_id: UUID) -> HttpResponse:
        """It opens nothing any more."""
        _act(request, public_id, desk.now, actions.cancel_invitation, "L’invitation de {email} est annulée.")
        return redirect(f"{site}:invitations")

    return invitations, resend_invitation, cancel_invitation


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
