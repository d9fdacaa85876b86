"""One request: the page of a notebook, from how to call to what was said."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from boussole.contact_requests import policies
from boussole.contact_requests.emails import due_in_words
from boussole.contact_requests.history import Event, conversation
from boussole.contact_requests.history_words import changes_of_hands, spoken
from boussole.contact_requests.models import ContactRequest, FollowUp, Opinion, ReadyAnswer
from boussole.contact_requests.promise import PromiseState
from boussole.contact_requests.promised_text import promised_text
from boussole.contact_requests.queries import neighbours_of, undelivered
from boussole.contact_requests.ready_answers import filled
from boussole.contact_requests.redirection_story import target_name, without_words
from boussole.contact_requests.told import TO_YOUNG_PERSON, acknowledged, told_about
from boussole.territories.geography import commune_name
from boussole.web.extranet.care import care_of
from boussole.web.extranet.desk import Desk, at_desk, page
from boussole.web.extranet.forms.gestures import AttemptForm, CloseForm, NoteForm, ReopenForm, Usual
from boussole.web.extranet.handover import Handover
from boussole.web.shared.reading_quota import one_too_many

PROMISES = {
    PromiseState.RUNNING: {"label": "Promesse en cours", "tone": "info", "icon": "clock"},
    PromiseState.KEPT: {"label": "Promesse tenue", "tone": "success", "icon": "check"},
    PromiseState.LATE: {"label": "En retard", "tone": "error", "icon": "warning"},
    PromiseState.BROKEN: {"label": "Promesse non tenue", "tone": "error", "icon": "cross"},
}


@require_safe
@at_desk
def contact_request(request: HttpRequest, desk: Desk, public_id: UUID) -> HttpResponse:
    """Read one request of my structure."""
    found = find(desk, public_id)
    return show(request, desk, found)


def find(desk: Desk, public_id: UUID) -> ContactRequest:
    """The request, through the only door; a stranger is told that it does not exist."""
    rows = desk.requests().select_related(
        "filing__territory",
        "structure",
        "offer__theme",
        "offer_version",
        "owner",
        "came_by__contact_request__structure",
        "came_by__answered_by",
    )
    return get_object_or_404(rows, public_id=public_id)


def show(request: HttpRequest, desk: Desk, found: ContactRequest, **refused: Form) -> HttpResponse:
    """The whole page. `refused` forms (attempt, note, closing, reopening) replace the empty ones."""
    # Traced, though a GET leads here: who looked at a young person's data is part of what we owe them
    # (product.md 5.7). Nothing that anybody sees changes, and a scanner that opens links cannot sign in.
    # Many in one hour, and the second factor is asked again: the forms come by here too.
    if (stopped := one_too_many(request, found, now=desk.now)) is not None:
        return stopped
    handover = Handover(found, desk)
    follow_ups = list(found.follow_ups.select_related("by"))
    events = _events(found, handover, follow_ups)
    if found.is_passed_on:
        return _passed_on(request, desk, found, handover, events)
    return page(
        request,
        desk,
        "requests/contact_request",
        contact_request=found,
        handover=handover,
        chain=handover.chain,
        events=events,
        neighbours=neighbours_of(found, desk.requests()),
        undelivered=undelivered([found], desk.now),
        to_young_person=TO_YOUNG_PERSON,
        **_facts(desk, found),
        **(_writing(request, desk, found, known=len(follow_ups)) | care_of(desk, found) | refused),
    )


def _events(found: ContactRequest, handover: Handover, follow_ups: list[FollowUp]) -> list[Event]:
    """All that happened, as a conversation."""
    hands = found.assignments.select_related("from_user", "to_user", "by")
    words = found.words.select_related("settled_by")
    opinion = Opinion.objects.filter(contact_request=found).first()
    return conversation(
        found,
        follow_ups=follow_ups,
        changes=found.history.select_related("by"),
        told=told_about(found),
        acknowledged=None if found.is_passed_on else acknowledged(found),
        hands=[*changes_of_hands(hands), *handover.gestures],
        others=[
            *spoken(found, words=words, opinion=opinion, follow_ups=follow_ups),
            *handover.notes,
        ],
    )


def _facts(desk: Desk, found: ContactRequest) -> dict[str, Any]:
    """Who asked, from where, what else they asked here, and the promise."""
    siblings = desk.requests().named().filter(filing=found.filing).exclude(pk=found.pk)
    return {
        "filing": found.filing,
        "home_commune": commune_name(found.filing.commune),
        "second_commune": commune_name(found.filing.second_commune),
        "timezone": found.filing.timezone,
        "promise": PROMISES[found.promise_state(desk.now)],
        "due_words": due_in_words(found),
        "promised": promised_text(found),
        "has_sensitive_answers": any(line["sensitive"] for line in found.situation),
        "is_delicate": _is_delicate(found),
        "siblings": siblings.select_related("structure", "filing").order_by("due_at"),
    }


def _passed_on(
    request: HttpRequest, desk: Desk, found: ContactRequest, handover: Handover, events: list[Event]
) -> HttpResponse:
    """What remains of a request that went elsewhere: what we did, what became of it, and nobody (T2)."""
    last = handover.last_ended
    return page(
        request,
        desk,
        "redirections/passed_on",
        number=found.filing.number,
        timezone=found.filing.timezone,
        promise=PROMISES[found.promise_state(desk.now)],
        target=target_name(last) if last else "",
        is_outside=last is not None and last.is_outside,
        outside_contact=last.outside_contact if last else "",
        chain=handover.chain,
        events=without_words(events),
    )


def _writing(request: HttpRequest, desk: Desk, found: ContactRequest, *, known: int) -> dict[str, Any]:
    """What may be done, or why not: the same verdicts as the actions; and what to write it with."""
    asked = (desk.user, found, desk.now)
    answers = _ready_answers(desk, found)
    # Without a script, the address says which one to start from.
    chosen = next((each for each in answers if str(each.pk) == request.GET.get("reponse")), None)
    return {
        "usual": Usual,
        "ready_answers": answers,
        "chosen_answer": chosen,
        "can_take_up": policies.can_take_up(*asked),
        "can_log": policies.can_log(*asked),
        "can_note": policies.can_note(*asked),
        "can_close": policies.can_close(*asked),
        "can_reopen": policies.can_reopen(*asked),
        "attempt": AttemptForm(
            known=known, initial={"text": chosen.text if chosen else ""}, auto_id="attempt-%s"
        ),
        "note": NoteForm(known=known, auto_id="note-%s"),
        "closing": CloseForm(contact_request=found, auto_id="closing-%s"),
        "reopening": ReopenForm(auto_id="reopening-%s"),
    }


def _ready_answers(desk: Desk, found: ContactRequest) -> list[ReadyAnswer]:
    """The texts of the structure, with their blanks filled in for this person."""
    rows = ReadyAnswer.objects.visible_to(desk.user, desk.day).filter(structure=found.structure_id)
    names = {"first_name": found.filing.first_name, "structure": found.structure.name}
    for answer in (answers := list(rows)):
        answer.text = filled(answer.text, **names, me=desk.user.first_name)
    return answers


def _is_delicate(found: ContactRequest) -> bool:
    """Whether somebody else near the phone should learn nothing: a minor, a sensitive theme or answer."""
    theme = found.offer.theme.is_sensitive or any(line["sensitive"] for line in found.situation)
    return theme or found.filing.is_minor
