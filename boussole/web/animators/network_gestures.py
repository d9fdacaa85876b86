"""What settles each task of the network in one press: the page of its object, or a harmless gesture itself.

A gesture that only asks again (a mail that leaves once more) is made from the desk, which comes back; whatever must
be read first opens.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.urls import reverse

from boussole.reporting.network import Kind, Task


@dataclass(frozen=True)
class Gesture:
    """A button of a line: a link, or a form without a field (`acts`)."""

    label: str
    url: str
    acts: bool = False
    icon: str = ""


def gestures_of(task: Task, day: date) -> list[Gesture]:
    """The first one is what the line is about."""
    return _GESTURES[task.kind](task, day)


# The kinds of tasks that a call settles, or begins to.
CALLED = frozenset(
    {Kind.LATE_REQUESTS, Kind.REFUSED, Kind.SOONER, Kind.ENDING, Kind.UNCONFIRMED, Kind.TEAM, Kind.SILENT}
)


def _open(label: str, route: str, *args: object, **narrowed: str) -> Gesture:
    query = f"?{urlencode(narrowed)}" if narrowed else ""
    return Gesture(label, reverse(f"animators:{route}", args=args) + query)


def _one_or_all(label: str, one: str, several: str, **narrowed: str) -> Callable[[Task, date], list[Gesture]]:
    """The object itself when there is one; else the list of those of the structure."""

    def gestures(task: Task, day: date) -> list[Gesture]:
        if task.one:
            return [_open(label, one, task.one)]
        return [_open(label, several, **narrowed, structure=task.code)]

    return gestures


def _send_again(task: Task, day: date) -> list[Gesture]:
    if task.one:
        url = reverse("animators:resend_invitation", args=[task.one])
        return [Gesture("Renvoyer l’invitation", url, acts=True, icon="mail")]
    return [_open("Suivre l’invitation", "invitations")]


def _invite(task: Task, day: date) -> list[Gesture]:
    if task.people:
        return _send_again(task, day)
    return [Gesture("Inviter quelqu’un", reverse("animators:structure", args=[task.structure]) + "#inviter")]


def _prepare(task: Task, day: date) -> list[Gesture]:
    return [_open("Préparer la charte", "prepare_charter", task.structure)]


def _sign(task: Task, day: date) -> list[Gesture]:
    """Towards the four signatures: to complete, to send, to sign oneself, to ask again once a day."""
    signing = task.signing
    if signing is None or not signing.is_sent:
        complete = signing is None or signing.is_complete
        return [_open("Relire et envoyer" if complete else "Compléter et envoyer", "charter", task.charter)]
    found = []
    if signing.mine:
        url = reverse("animators:sign_own", args=[task.charter, signing.mine.lower()])
        found.append(Gesture("Lire et signer", url, acts=True, icon="edit"))
    if task.people and signing.last_mail != day:
        url = reverse("animators:remind_charter", args=[task.charter])
        found.append(Gesture("Relancer", url, acts=True, icon="mail"))
    return found or [_open("Suivre la charte", "charter", task.charter)]


def _confirm_offers(task: Task, day: date) -> list[Gesture]:
    by_phone = _one_or_all("Confirmer au téléphone", "confirm_by_phone", "offers_to_confirm")(task, day)
    if not task.one:
        return by_phone
    url = reverse("animators:remind_offer", args=[task.one])
    return [*by_phone, Gesture("Relancer", url, acts=True, icon="mail")]


def _refused(task: Task, day: date) -> list[Gesture]:
    return [
        _open("Préparer une autre charte", "prepare_charter", task.structure),
        _open("Lire la charte refusée", "charter", task.charter),
    ]


def _read(label: str) -> Callable[[Task, date], list[Gesture]]:
    return lambda task, day: [_open(label, "charter", task.charter)]


_GESTURES: dict[Kind, Callable[[Task, date], list[Gesture]]] = {
    Kind.LATE_REQUESTS: _one_or_all("Débloquer", "watched", "requests", retard="1"),
    Kind.NOBODY: _invite,
    Kind.HOLE: _invite,
    Kind.UNCOVERED: _prepare,
    Kind.TOLERANCE: _sign,
    Kind.SOONER: lambda task, day: [_open("Répondre", "sooner_end", task.charter)],
    Kind.ENDING: _read("Lire le préavis"),
    Kind.REFUSED: _refused,
    Kind.TO_SEND: _sign,
    Kind.SIGNING: _sign,
    Kind.REVIEW: _one_or_all("Relire", "review_offer", "offers"),
    Kind.UNCONFIRMED: _confirm_offers,
    Kind.INVITATION: _send_again,
    Kind.TEAM: _one_or_all("Vérifier l’équipe", "person", "teams"),
    Kind.SILENT: _one_or_all("Prendre des nouvelles", "person", "teams"),
    Kind.ERROR: _one_or_all("Régler l’erreur", "directory_error", "directory_errors"),
    Kind.SEAL: _read("Voir la charte"),
    Kind.RENEWAL: _read("Voir la charte"),
}
