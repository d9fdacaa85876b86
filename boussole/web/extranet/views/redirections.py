"""The receiver's side: what is proposed to my structures, read without a name, accepted or declined."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.html import format_html
from django.views.decorators.http import require_safe

from boussole.contact_requests import actions, passing, policies
from boussole.contact_requests.emails import due_in_words
from boussole.contact_requests.models import Redirection
from boussole.contact_requests.queries.redirecting import chain_steps, opened_by, received_by
from boussole.web.extranet.desk import Desk, in_structure, page
from boussole.web.extranet.forms.redirections import DeclineForm
from boussole.web.extranet.telling import told_words
from boussole.web.shared.gestures import gestures_on

MOST_ANSWERED = 20
Status = Redirection.Status


@require_safe
@in_structure
def redirections(request: HttpRequest, desk: Desk) -> HttpResponse:
    """What waits for an answer first, then what was answered lately."""
    rows = received_by(desk.lens, desk.now)
    proposed = rows.filter(status=Status.PROPOSED).order_by("proposed_at", "pk")
    waiting = [passing.received(row) for row in proposed]
    answered = rows.exclude(status=Status.PROPOSED).order_by("-ended_at", "-pk")[:MOST_ANSWERED]
    return page(request, desk, "redirections/redirections", waiting=waiting, answered=answered)


@require_safe
@in_structure
def redirection(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Read one, and answer."""
    return _show(request, desk, _find(desk, public_id), DeclineForm())


def _find(desk: Desk, public_id: UUID) -> Redirection:
    """Through the only door: for a stranger, it does not exist."""
    return get_object_or_404(received_by(desk.user, desk.now), public_id=public_id)


def _back(found: Redirection) -> HttpResponse:
    return redirect("extranet:redirection", found.public_id)


answer = gestures_on(_find, at=in_structure, back=_back)


@answer
def accept(request: HttpRequest, desk: Desk, found: Redirection) -> HttpResponse:
    """Take it over: the page that follows has a name and a number."""
    successor = actions.accept(found, by=desk.user, now=desk.now).successor
    assert successor is not None  # noqa: S101  accepted has a successor: a constraint of the table
    words = "Vous suivez maintenant cette demande."
    messages.success(request, format_html("{} {}", words, told_words(successor, desk.now)))
    return redirect("extranet:contact_request", successor.public_id)


@answer
def decline(request: HttpRequest, desk: Desk, found: Redirection) -> HttpResponse:
    """Give it back, and say why."""
    form = DeclineForm(request.POST)
    if not form.is_valid():
        return _show(request, desk, found, form)
    actions.decline(found, by=desk.user, now=desk.now, **form.cleaned_data)
    sender = found.contact_request.structure.name
    messages.success(request, f"La demande est rendue à {sender}. Un message vient de partir.")
    return redirect("extranet:redirections")


def _show(request: HttpRequest, desk: Desk, found: Redirection, form: DeclineForm) -> HttpResponse:
    """The page holds what may be read at this moment, and no row from which a template could take more."""
    received = passing.received(found)
    if received:
        actions.record_reading(found, by=desk.user, now=desk.now)
    return page(
        request,
        desk,
        "redirections/redirection",
        received=received,
        due=due_in_words(opened_by(found, desk.now)) if received else "",
        can_accept=policies.can_accept(desk.user, found, desk.now),
        can_decline=policies.can_decline(desk.user, found, desk.now),
        form=form,
        **_facts(found),
        **_what_followed(desk, found),
    )


def _facts(found: Redirection) -> dict[str, object]:
    """From whom, for which offer, and what became of it: nothing of the young person."""
    return {
        "public_id": found.public_id,
        "sender": found.contact_request.structure.name,
        "offer_title": found.to_offer.title if found.to_offer else "",
        "status": found.status,
        "state": found.get_status_display(),
        "proposed_at": found.proposed_at,
        "answer_by": found.answer_by,
        "ended_at": found.ended_at,
        "declined_because": found.get_decline_reason_display(),
        "timezone": found.contact_request.filing.timezone,
    }


def _what_followed(desk: Desk, found: Redirection) -> dict[str, object]:
    """The request that was opened by accepting, for who may read it."""
    successor = found.successor
    if successor is None or not desk.requests().filter(pk=successor.pk).exists():
        return {"successor_id": None, "chain": []}
    return {"successor_id": successor.public_id, "chain": chain_steps(successor)}
