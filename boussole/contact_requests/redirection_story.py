"""What a redirection adds to the conversation of a request: who asked whom, and what came with it. Pure.

The structure that passed a request on keeps what it did, not what was said (guarantees.md T2).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from boussole.contact_requests.history import SOMEBODY, Event, Side, told_as
from boussole.contact_requests.models import ContactRequest, FollowUp, Redirection
from boussole.core.typography import elided

Status = Redirection.Status
THE_SITE, THE_PERSON = "La Boussole", "La personne"


def tried(redirections: Iterable[Redirection]) -> Iterable[Event]:
    """For the structure that hands over: each attempt, and what came of it."""
    for each in redirections:
        author = each.by.full_name if each.by else SOMEBODY
        to = target_name(each)
        if each.status == Status.ORIENTED:
            yield Event(each.at, Side.TEAM, author, f"A orienté vers {to}", text=each.outside_contact)
            continue
        reason = each.get_reason_display().lower()
        yield Event(each.at, Side.TEAM, author, f"A proposé la demande à {to} : {reason}", each.diagnosis)
        yield from _answers(each, to)


def _answers(each: Redirection, to: str) -> Iterable[Event]:
    was_asked = each.agreement == Redirection.Agreement.ASKED
    if was_asked and each.agreed_at:
        yield Event(each.agreed_at, Side.YOUNG_PERSON, THE_PERSON, f"A accepté que sa demande aille à {to}")
    if each.ended_at is None:
        return
    answers = {
        Status.REFUSED: (Side.YOUNG_PERSON, THE_PERSON, "A préféré rester avec votre structure", ""),
        Status.ACCEPTED: (Side.SITE, to, "A repris la demande", ""),
        Status.DECLINED: (Side.SITE, to, "A décliné la demande", _declined_because(each)),
        Status.CANCELLED: (Side.SITE, THE_SITE, "La réorientation est annulée", ""),
    }
    if found := answers.get(Status(each.status)):
        side, author, title, text = found
        yield Event(each.ended_at, side, author, title, text=text)


def _declined_because(each: Redirection) -> str:
    note = f" {each.decline_note}" if each.decline_note else ""
    return f"{each.get_decline_reason_display()}.{note}"


def arrived(contact_request: ContactRequest) -> Iterable[Event]:
    """For the structure that took it over: where it comes from, and why."""
    came_by: Redirection | None = getattr(contact_request, "came_by", None)
    if came_by is not None:
        sender = came_by.contact_request.structure.name
        reason = came_by.get_reason_display().lower()
        title = f"A repris la demande {elided('de', sender)} : {reason}"
        author = came_by.answered_by.full_name if came_by.answered_by else SOMEBODY
        yield Event(contact_request.filed_at, Side.TEAM, author, title, came_by.diagnosis)


def inherited(notes: Iterable[FollowUp]) -> Iterable[Event]:
    """The notes that were shared on the way, with the name of the structure that wrote them."""
    for note in notes:
        author = note.by.full_name if note.by else SOMEBODY
        yield Event(
            note.at,
            Side.TEAM,
            f"{author}, {note.contact_request.structure.name}",
            told_as(note),
            text=note.text,
            next_step=note.next_step,
        )


def without_words(events: Iterable[Event]) -> list[Event]:
    """What was done and when, without anything that was written: for the structure that has passed it on."""
    return [
        # Beside what the young person said stands how a manager explained it, in words of their own.
        replace(
            event,
            text="",
            next_step="",
            told=(),
            outcome="" if event.side == Side.YOUNG_PERSON else event.outcome,
        )
        for event in events
    ]


def target_name(redirection: Redirection) -> str:
    structure = redirection.to_structure
    return structure.name if structure else redirection.outside_name
