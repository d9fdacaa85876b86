"""Where the young person's word and the log differ: for the manager of the structure, who explains it once."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_http_methods, require_safe

from boussole.contact_requests import actions
from boussole.contact_requests.emails import due_in_words
from boussole.contact_requests.models import ContactRequest, FollowUp, YoungPersonWord
from boussole.contact_requests.queries import contradictions_for, managed_by, promises, two_words_of
from boussole.core.moves import MoveRefused
from boussole.web.extranet.desk import Desk, at_desk, page
from boussole.web.extranet.forms.disagreements import SettleForm

MOST = 50  # beyond, the rest comes as they are settled


@dataclass(frozen=True)
class Disagreement:
    """The two words about one request, side by side."""

    word: YoungPersonWord
    row: ContactRequest
    attempts: list[FollowUp]
    form: SettleForm
    gives_coordinates: bool

    @property
    def due(self) -> str:
        return due_in_words(self.row)

    @property
    def is_good_news(self) -> bool:
        """They were contacted, and nobody wrote it down."""
        return self.word.kind == YoungPersonWord.Kind.CONTACTED


@require_safe
@at_desk
def disagreements(request: HttpRequest, desk: Desk) -> HttpResponse:
    """Those that wait for an explanation, the oldest first."""
    if not desk.is_manager:
        raise Http404
    return _show(request, desk)


@require_http_methods(["GET", "HEAD", "POST"])
@at_desk
def settle(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Explain one. Neither word changes."""
    waiting = contradictions_for(desk.user, desk.now)
    word = get_object_or_404(waiting, contact_request__public_id=public_id)
    if request.method != "POST":
        return redirect("extranet:disagreements")
    form = SettleForm(request.POST, auto_id=f"explication-{word.pk}-%s")
    if not form.is_valid():
        return _show(request, desk, refused=(word.pk, form))
    try:
        actions.settle(word, note=form.cleaned_data["note"], by=desk.user, now=desk.now)
    except MoveRefused as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, "C’est expliqué. Les deux paroles restent dans l’historique de la demande.")
    return redirect("extranet:disagreements")


def _show(request: HttpRequest, desk: Desk, refused: tuple[int, SettleForm] | None = None) -> HttpResponse:
    words = list(contradictions_for(desk.lens, desk.now)[:MOST])
    rows = _rows(desk, words)
    reachable = _traced(desk, words, rows)
    shown = [
        Disagreement(
            word,
            rows[word.contact_request_id],
            [each for each in rows[word.contact_request_id].follow_ups.all() if each.is_attempt],
            refused[1]
            if refused and refused[0] == word.pk
            else SettleForm(auto_id=f"explication-{word.pk}-%s"),
            word.contact_request_id in reachable,
        )
        for word in words
        if word.contact_request_id in rows
    ]
    lately = managed_by(desk.user, desk.now).filed_lately(desk.now)
    return page(
        request,
        desk,
        "disagreements/disagreements",
        disagreements=shown,
        promises=promises(lately, desk.now),
        two_words=two_words_of(lately),
    )


def _rows(desk: Desk, words: list[YoungPersonWord]) -> dict[int, ContactRequest]:
    """The requests, through the door that veils what was passed on to another structure."""
    found = (
        desk.requests()
        .filter(pk__in=[word.contact_request_id for word in words])
        .select_related("filing", "structure", "owner")
        .prefetch_related("follow_ups__by")
    )
    return {row.pk: row for row in found}


def _traced(desk: Desk, words: list[YoungPersonWord], rows: dict[int, ContactRequest]) -> set[int]:
    """Reading is traced (product.md 5.7): the one thing that a GET writes. Those whom nobody contacted are to call."""
    named = [(word, rows[word.contact_request_id]) for word in words if word.contact_request_id in rows]
    to_call = [row for word, row in named if word.kind == YoungPersonWord.Kind.NOT_CONTACTED]
    others = [row for _, row in named if row not in to_call]
    actions.record_list(others, by=desk.user, now=desk.now, coordinates=False)
    return actions.list_coordinates(to_call, by=desk.user, now=desk.now)
