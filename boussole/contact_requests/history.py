"""What happened to a request, told as a conversation. Pure: rows in, events out.

One gesture of a professional may leave a line in the log, a change of state and a message to the young
person: they share one instant, and are told as one event.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from boussole.contact_requests.models import ContactRequest, FollowUp, StatusChange
from boussole.contact_requests.told import Told

Status = ContactRequest.Status
Kind, Result = FollowUp.Kind, FollowUp.Result

ATTEMPTS = {
    (Kind.CALL, Result.REACHED): "Appel : vous vous êtes parlé",
    (Kind.CALL, Result.NOT_REACHED): "Appel : pas de réponse",
    (Kind.CALL, Result.LEFT_MESSAGE): "Appel : message vocal laissé",
    (Kind.MESSAGE, Result.REACHED): "Message : la personne a répondu",
    (Kind.MESSAGE, Result.NOT_REACHED): "Message : pas de réponse",
    (Kind.MESSAGE, Result.LEFT_MESSAGE): "Message envoyé",
    (Kind.MEETING, Result.REACHED): "Rencontre",
    (Kind.MEETING, Result.NOT_REACHED): "Rencontre manquée",
    (Kind.MEETING, Result.LEFT_MESSAGE): "Rencontre manquée, message laissé",
}
SOMEBODY = "Une personne de la structure"  # whose account is gone


class Side(StrEnum):
    """Who speaks in an event."""

    YOUNG_PERSON = "YOUNG_PERSON"
    TEAM = "TEAM"
    SITE = "SITE"


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened, as the conversation tells it."""

    at: datetime
    side: Side
    author: str
    title: str
    text: str = ""
    next_step: str = ""
    is_private: bool = False
    is_late: bool = False
    outcome: str = ""  # what it changed, in one sentence
    told: tuple[Told, ...] = ()


def conversation(
    contact_request: ContactRequest,
    *,
    follow_ups: Iterable[FollowUp],
    changes: Iterable[StatusChange],
    told: Iterable[Told],
    acknowledged: Told | None = None,
    others: Iterable[Event] = (),
    hands: Iterable[Event] = (),
) -> list[Event]:
    """Every event of this request, oldest first; `others` and `hands` are those that other tables tell.

    A change of `hands` may take the request up, and writes to the young person: it is told as one event.
    """
    moves = defaultdict(list)
    for change in changes:
        moves[change.at].append(change)
    messages = defaultdict(list)
    for message in told:
        messages[message.at].append(message)
    events = [*_filing(contact_request, acknowledged), *others]
    for event in (*(_follow_up(each, contact_request) for each in follow_ups), *hands):
        at_once = moves.pop(event.at, [])
        state = f"La demande passe à l’état « {at_once[-1].get_to_status_display()} »." if at_once else ""
        events.append(replace(event, outcome=state, told=tuple(messages.pop(event.at, []))))
    for at, at_once in moves.items():
        event = _move(at_once[-1], contact_request)
        events.append(replace(event, told=tuple(messages.pop(at, []))))
    for at, alone in messages.items():
        events.append(Event(at, Side.SITE, "La Boussole", "Message à la personne", told=tuple(alone)))
    return sorted(events, key=lambda event: event.at)


def _filing(contact_request: ContactRequest, acknowledged: Told | None) -> Iterable[Event]:
    filing = contact_request.filing
    who = filing.first_name or "La personne"
    receipt = ""
    if acknowledged:
        receipt = f"Accusé de réception par {acknowledged.in_words}, avec la date promise."
    was_passed_on = getattr(contact_request, "came_by", None) is not None
    yield Event(
        filing.filed_at if was_passed_on else contact_request.filed_at,
        Side.YOUNG_PERSON,
        who,
        "A envoyé sa demande",
        outcome=receipt,
    )
    if filing.revised_at:
        yield Event(filing.revised_at, Side.YOUNG_PERSON, who, "A corrigé sa demande")


def _follow_up(follow_up: FollowUp, contact_request: ContactRequest) -> Event:
    author = follow_up.by.full_name if follow_up.by else SOMEBODY
    is_first = follow_up.at == contact_request.first_attempt_at
    return Event(
        follow_up.at,
        Side.TEAM,
        author,
        told_as(follow_up),
        text=follow_up.text,
        next_step=follow_up.next_step,
        is_private=follow_up.visibility == FollowUp.Visibility.PRIVATE,
        is_late=is_first and follow_up.at > contact_request.due_at,
    )


def told_as(follow_up: FollowUp) -> str:
    """« Note », « Appel : pas de réponse »."""
    if follow_up.kind == Kind.NOTE:
        return "Note"
    return ATTEMPTS[Kind(follow_up.kind), Result(follow_up.result)]


def _move(change: StatusChange, contact_request: ContactRequest) -> Event:
    """A change of state that came without a line in the log."""
    is_last_end = change.at == contact_request.closed_at
    outcome = contact_request.get_outcome_display() if is_last_end else ""
    if change.by is None and contact_request.outcome == ContactRequest.Outcome.WITHDRAWN and is_last_end:
        who = contact_request.filing.first_name or "La personne"
        return Event(change.at, Side.YOUNG_PERSON, who, "A annulé sa demande")
    author = change.by.full_name if change.by else "La Boussole"
    side = Side.TEAM if change.by else Side.SITE
    return Event(change.at, side, author, _move_in_words(change, outcome), text=change.note)


def _move_in_words(change: StatusChange, outcome: str) -> str:
    if change.to_status == Status.CLOSED:
        return f"A terminé la demande : {outcome.lower()}" if outcome else "A terminé la demande"
    if change.to_status == Status.TAKEN_UP:
        reopened = change.from_status == Status.CLOSED
        return "A rouvert la demande" if reopened else "A pris la demande en charge"
    return f"État : {change.get_to_status_display()}"
