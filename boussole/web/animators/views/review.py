"""Doubtful filings: a person looks before anybody is written to, and nothing is ever deleted (T10)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from boussole.contact_requests import actions
from boussole.contact_requests.models import Filing
from boussole.contact_requests.queries import to_review
from boussole.core import phones
from boussole.core.moves import MoveRefused
from boussole.core.typography import counted
from boussole.web.animators.desk import Desk, as_animator, page

MOST = 30
ONE_DAY = timedelta(days=1)
LINKS = ("http://", "https://", "www.")


@dataclass(frozen=True)
class Doubt:
    """A filing as it is judged: what it says, never how to reach its author."""

    filing: Filing
    requests: int
    contact: str
    signs: list[str]


@require_safe
@as_animator
def review(request: HttpRequest, desk: Desk) -> HttpResponse:
    """The filings that wait for somebody to look at them, oldest first."""
    filings = list(to_review(desk.lens, desk.now).annotate(requests=Count("contact_requests"))[:MOST])
    # Traced, though it is a GET: reading what a young person wrote is part of what we owe them an account of.
    actions.record_review(filings, by=desk.user, now=desk.now)
    return page(request, desk, "review", doubts=[_doubt(filing) for filing in filings])


@require_POST
@as_animator
def release(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """It is genuine: it leaves as if it had just been sent, and its dates do not move."""
    words = "Le dépôt est envoyé aux structures, et la personne reçoit son accusé de réception."
    return _judged(request, desk, pk, actions.release_from_quarantine, words)


@require_POST
@as_animator
def reject(request: HttpRequest, desk: Desk, pk: UUID) -> HttpResponse:
    """It is unwanted: its requests close, nobody is written to."""
    words = "Le dépôt est écarté : personne n’a reçu de message, et rien n’est effacé."
    return _judged(request, desk, pk, actions.reject_from_quarantine, words)


def _judged(
    request: HttpRequest, desk: Desk, pk: UUID, judge: Callable[..., Filing], words: str
) -> HttpResponse:
    filing = get_object_or_404(to_review(desk.user, desk.now), pk=pk)
    try:
        judge(filing, by=desk.user, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, words)
    return redirect("animators:review")


def _doubt(filing: Filing) -> Doubt:
    return Doubt(filing, filing.requests, _masked_contact(filing), list(_signs(filing)))  # type: ignore[attr-defined]


def _masked_contact(filing: Filing) -> str:
    """What kind of contact was left, and no more: enough to see that it is not one."""
    kinds = []
    if filing.phone:
        kinds.append("un mobile" if phones.is_mobile(filing.phone) else "un téléphone fixe")
    if filing.email:
        kinds.append(f"un e-mail chez {filing.email.rpartition('@')[2]}")
    return " et ".join(kinds)


def _signs(filing: Filing) -> list[str]:
    """What may explain that the site put it aside."""
    signs = []
    same = Q(phone=filing.phone) & ~Q(phone="") | Q(email__iexact=filing.email) & ~Q(email="")
    near = Q(filed_at__range=(filing.filed_at - ONE_DAY, filing.filed_at + ONE_DAY))
    others = Filing.objects.filter(same, near).exclude(pk=filing.pk).count()
    if others:
        signs.append(f"{counted(others, 'autre dépôt', 'autres dépôts')} avec le même contact le même jour")
    if any(link in filing.message.lower() for link in LINKS):
        signs.append("un lien dans le message")
    return signs or ["formulaire envoyé très vite, ou plusieurs fois de suite depuis le même endroit"]
