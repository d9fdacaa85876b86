"""The story of one request, told to the young person who made it: what happened, then what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from boussole.contact_requests.models import (
    Assignment,
    ContactRequest,
    FollowUp,
    Redirection,
    StatusChange,
    YoungPersonWord,
)

Status, Outcome = ContactRequest.Status, ContactRequest.Outcome
Kind, Result, Word = FollowUp.Kind, FollowUp.Result, YoungPersonWord.Kind
Redirected = Redirection.Status

# What an attempt looks like from the other side.
ATTEMPTS = {
    (Kind.CALL, Result.REACHED): "Vous vous êtes parlé au téléphone",
    (Kind.CALL, Result.NOT_REACHED): "On a essayé de t’appeler, sans réponse",
    (Kind.CALL, Result.LEFT_MESSAGE): "On t’a laissé un message vocal",
    (Kind.MESSAGE, Result.REACHED): "Vous vous êtes écrit",
    (Kind.MESSAGE, Result.NOT_REACHED): "On t’a écrit, sans réponse pour l’instant",
    (Kind.MESSAGE, Result.LEFT_MESSAGE): "On t’a écrit",
    (Kind.MEETING, Result.REACHED): "Le rendez-vous a eu lieu",
    (Kind.MEETING, Result.NOT_REACHED): "Le rendez-vous n’a pas eu lieu",
    (Kind.MEETING, Result.LEFT_MESSAGE): "Le rendez-vous n’a pas eu lieu, on t’a laissé un message",
}
ENDINGS = {
    Outcome.ACCOMPANIED: "Cette structure t’accompagne maintenant",
    Outcome.INFORMED: "On t’a donné l’information que tu cherchais",
    Outcome.APPOINTMENT: "Un rendez-vous est fixé",
    Outcome.UNREACHABLE: "On n’a pas réussi à te joindre, après plusieurs essais",
    Outcome.NOT_ELIGIBLE: "Ce service ne correspond pas à ta situation",
    Outcome.NO_LONGER_NEEDED: "Tu n’en as plus besoin",
    Outcome.WITHDRAWN: "Tu as annulé cette demande",
    Outcome.REDIRECTED: "Ta demande est passée à une autre structure",
    Outcome.UNANSWERED: "Personne ne t’a répondu : la structure n’a pas tenu sa promesse",
    Outcome.UNWANTED: "Cette demande est terminée",
}
WORDS = {
    Word.CONTACTED: "Tu as dit : on m’a contacté",
    Word.NOT_CONTACTED: "Tu as dit : personne ne m’a contacté",
    Word.NUDGE: "Tu as relancé la structure",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the story, or what comes next. `day` is for what has a date and no hour."""

    title: str
    at: datetime | None = None
    tone: str = "done"
    author: str = ""
    day: str = ""


def past(row: ContactRequest) -> list[Line]:
    """What happened to this request, oldest first. Its log, history, words and hands are already read."""
    lines = [
        *_beginning(row),
        *_attempts(row.follow_ups.all()),
        *_moves(row),
        *(Line(WORDS[Word(word.kind)], word.at, tone="note") for word in row.words.all()),
        *_hands(row.assignments.all()),
        *(line for each in row.redirections.all() for line in _redirection(each, row)),
    ]
    return sorted(lines, key=lambda line: line.at or row.filed_at)


def _beginning(row: ContactRequest) -> Iterable[Line]:
    # One that was passed on goes on with the story of the one before it.
    if getattr(row, "came_by", None) is None:
        yield Line("Tu as envoyé ta demande", row.filed_at)
    if row.filing.revised_at and row.filing.revised_at > row.filed_at:
        yield Line("Tu as corrigé tes coordonnées", row.filing.revised_at)


def _attempts(follow_ups: Iterable[FollowUp]) -> Iterable[Line]:
    for follow_up in follow_ups:
        if follow_up.is_attempt:
            title = ATTEMPTS[Kind(follow_up.kind), Result(follow_up.result)]
            yield Line(title, follow_up.at, author=follow_up.by.first_name if follow_up.by else "")


def _moves(row: ContactRequest) -> Iterable[Line]:
    handed_over = {each.at for each in row.assignments.all()}
    for change in row.history.all():
        if change.to_status == Status.CLOSED:
            if change.at == row.closed_at and row.outcome == Outcome.REDIRECTED:
                continue  # told by its redirection
            # A request that was reopened has ended once already, otherwise.
            is_last = change.at == row.closed_at
            title = ENDINGS[Outcome(row.outcome)] if is_last else "La demande a été close"
            tone = "late" if is_last and row.outcome == Outcome.UNANSWERED else "done"
            yield Line(title, change.at, tone=tone)
        elif change.from_status == Status.CLOSED:
            yield Line("La demande est rouverte", change.at)
        elif _is_taking_up(change, row) and change.at not in handed_over:
            author = change.by.first_name if change.by else ""
            yield Line("Quelqu’un s’occupe de ta demande", change.at, author=author)


def _is_taking_up(change: StatusChange, row: ContactRequest) -> bool:
    """An attempt takes a request up at once: it is told as the attempt."""
    return change.to_status == Status.TAKEN_UP and change.at != row.first_attempt_at


def _hands(assignments: Iterable[Assignment]) -> Iterable[Line]:
    """Whose name to expect on the phone."""
    for each in assignments:
        if each.to_user is None:
            yield Line("Ta demande attend quelqu’un d’autre dans l’équipe", each.at)
        elif each.from_user_id is None:
            yield Line(f"{each.to_user.first_name} s’occupe de ta demande", each.at)
        else:
            yield Line(f"C’est maintenant {each.to_user.first_name} qui s’occupe de ta demande", each.at)


def _redirection(each: Redirection, row: ContactRequest) -> Iterable[Line]:
    """From one structure to another: what was proposed to whom, and what they answered."""
    to = each.outside_name or (each.to_structure.name if each.to_structure else "")
    if each.agreement == Redirection.Agreement.ASKED:
        yield Line(f"{row.structure.name} te propose une autre structure : {to}", each.at)
    if each.proposed_at:
        yield Line(f"Ta demande est présentée à {to}", each.proposed_at)
    ending = {
        Redirected.ACCEPTED: f"{to} reprend ta demande",
        Redirected.DECLINED: f"{to} ne peut pas te suivre : {row.structure.name} garde ta demande",
        Redirected.REFUSED: f"Tu as préféré rester avec {row.structure.name}",
        Redirected.ORIENTED: f"Tu peux contacter {to} : {each.outside_contact}",
    }.get(Redirected(each.status))
    if ending and each.ended_at:
        yield Line(ending, each.ended_at)
