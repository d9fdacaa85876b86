"""What one does with a request. Each gesture: a POST, an action, the same page with what it changed."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.html import format_html

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, FollowUp
from boussole.contact_requests.queries import colleagues_for
from boussole.core.typography import elided
from boussole.web.extranet.desk import Desk, at_desk, way_back
from boussole.web.extranet.forms.assigning import ColleagueForm
from boussole.web.extranet.forms.gestures import AttemptForm, CloseForm, NoteForm, ReopenForm
from boussole.web.extranet.telling import JUST_SPOKEN, told_words
from boussole.web.extranet.views.contact_request import find, show
from boussole.web.shared.gestures import gestures_on


def back(found: ContactRequest) -> HttpResponse:
    return redirect("extranet:contact_request", found.public_id)


gesture = gestures_on(find, at=at_desk, back=back)


@gesture
def take_up(request: HttpRequest, desk: Desk, found: ContactRequest) -> HttpResponse:
    """« Je prends en charge », from the page of the request or from a list."""
    actions.take_up(found, by=desk.user, now=desk.now)
    _tell(request, desk, found, f"Vous suivez maintenant la demande {elided('de', _name(found))}.")
    return redirect(way_back(request)) if request.POST.get("retour") else back(found)


@gesture
def assign(request: HttpRequest, desk: Desk, found: ContactRequest) -> HttpResponse:
    """« Confier à… »."""
    colleagues = list(colleagues_for(found, desk.now))
    form = ColleagueForm(request.POST, colleagues=colleagues, desk=desk, auto_id="assigning-%s")
    if not form.is_valid():
        return show(request, desk, found, assigning=form)
    actions.assign(found, to=form.chosen, by=desk.user, now=desk.now)
    _tell(
        request,
        desk,
        found,
        f"La demande {elided('de', _name(found))} est confiée à {form.chosen.full_name}.",
    )
    still_mine = desk.requests().filter(pk=found.pk).exists()  # not when it was entrusted to me alone
    return back(found) if still_mine else redirect("extranet:requests")


@gesture
def log_attempt(request: HttpRequest, desk: Desk, found: ContactRequest) -> HttpResponse:
    """A call, a message or a meeting."""
    form = AttemptForm(request.POST, auto_id="attempt-%s")
    if not form.is_valid():
        return show(request, desk, found, attempt=form)
    facts = form.facts()
    was_first = found.first_attempt_at is None
    logged = actions.log_attempt(found, by=desk.user, now=desk.now, **facts)
    words = "C’est noté."
    if was_first and logged.first_attempt_at and logged.first_attempt_at <= logged.due_at:
        words = "C’est noté : la promesse est tenue."
    why_silent = ""
    if facts["result"] == FollowUp.Result.REACHED:
        why_silent = JUST_SPOKEN
    elif facts["kind"] == FollowUp.Kind.MESSAGE:
        why_silent = "Aucun autre message ne lui est envoyé : elle a déjà le vôtre."
    _tell(request, desk, found, words, why_silent)
    return back(found)


@gesture
def note(request: HttpRequest, desk: Desk, found: ContactRequest) -> HttpResponse:
    """A note, shared or private."""
    form = NoteForm(request.POST, auto_id="note-%s")
    if not form.is_valid():
        return show(request, desk, found, note=form)
    actions.add_note(found, by=desk.user, now=desk.now, **form.facts())
    _tell(request, desk, found, "Votre note est ajoutée.", "La personne n’en est pas prévenue.")
    return back(found)


@gesture
def close(request: HttpRequest, desk: Desk, found: ContactRequest) -> HttpResponse:
    """The end, and how it came."""
    form = CloseForm(request.POST, contact_request=found, auto_id="closing-%s")
    if not form.is_valid():
        return show(request, desk, found, closing=form)
    closed = actions.close(found, by=desk.user, now=desk.now, **form.cleaned_data)
    why_silent = ""
    if closed.outcome == ContactRequest.Outcome.UNWANTED:
        why_silent = "Aucun message n’est envoyé pour une demande indésirable."
    outcome = closed.get_outcome_display().lower()
    _tell(request, desk, found, f"La demande est terminée : {outcome}.", why_silent)
    return back(found)


@gesture
def reopen(request: HttpRequest, desk: Desk, found: ContactRequest) -> HttpResponse:
    """It goes on, after all."""
    form = ReopenForm(request.POST, auto_id="reopening-%s")
    if not form.is_valid():
        return show(request, desk, found, reopening=form)
    actions.reopen(found, by=desk.user, now=desk.now, **form.cleaned_data)
    _tell(
        request,
        desk,
        found,
        "La demande est rouverte, et vous la suivez.",
        "La personne n’en est pas prévenue : c’est à vous de la rappeler.",
    )
    return back(found)


def _name(found: ContactRequest) -> str:
    return found.filing.first_name or "cette personne"


def _tell(request: HttpRequest, desk: Desk, found: ContactRequest, words: str, why_silent: str = "") -> None:
    """Say what happened, and what the young person was told, word for word."""
    messages.success(request, format_html("{} {}", words, told_words(found, desk.now, why_silent)))
