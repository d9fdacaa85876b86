"""The tasks of the network as lines to read: what is the matter, since when, and the one gesture that settles it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.urls import reverse

from boussole.core.typography import counted, day_in_words, enumeration
from boussole.partners.charters.life import earliest_end
from boussole.reporting.network import Kind, Task, Urgency

MOST_NAMES = 4


@dataclass(frozen=True)
class Line:
    """One task."""

    name: str
    label: str  # of its kind, in one or two words
    words: str
    gesture: str
    url: str
    tone: str


@dataclass(frozen=True)
class Section:
    """The tasks that may wait as long."""

    anchor: str
    title: str
    icon: str
    lines: list[Line]


_TITLES = {
    Urgency.NOW: ("maintenant", "À faire d’abord", "warning"),
    Urgency.SOON: ("bientot", "Bientôt", "clock"),
    Urgency.LATER: ("ensuite", "Quand vous pourrez", "calendar"),
}
_TONES = {Urgency.NOW: "error", Urgency.SOON: "warning", Urgency.LATER: "neutral"}


def sections(tasks: list[tuple[Urgency, Task]], day: date) -> list[Section]:
    """The three groups, empty ones left out; each keeps the order of its tasks."""
    found = []
    for urgency, (anchor, title, icon) in _TITLES.items():
        if lines := [line_of(task, urgency, day) for each, task in tasks if each == urgency]:
            found.append(Section(anchor, title, icon, lines))
    return found


def line_of(task: Task, urgency: Urgency, day: date) -> Line:
    label, words, gesture, url = _WORDS[task.kind]
    said = words(task, day)
    if task.hides_offers:
        said = f"{said} D’ici là, les jeunes ne voient pas ses offres."
    return Line(task.name, label, said, gesture, url(task), _TONES[urgency])


# --- Addresses ------------------------------------------------------------------------------------------
def _structure(task: Task) -> str:
    return reverse("animators:structure", args=[task.structure])


def _charter(task: Task) -> str:
    return reverse("animators:charter", args=[task.charter])


def _prepare(task: Task) -> str:
    return reverse("animators:prepare_charter", args=[task.structure])


def _page(route: str, query: str = "") -> Callable[[Task], str]:
    return lambda task: reverse(route) + query


# --- Words ----------------------------------------------------------------------------------------------
def _late(task: Task, day: date) -> str:
    return f"{counted(task.count, 'demande')} en retard, la plus ancienne promise {_the(task.day, day)}."


def _signing(task: Task, day: date) -> str:
    since = f"Envoyée {_the(task.day, day)}. " if task.day else ""
    return f"{since}{_waited(task)}"


def _tolerance(task: Task, day: date) -> str:
    waited = f" {_waited(task)}" if task.people else ""
    return f"La tolérance finit {_the(task.day, day)} : sans signature, ses offres ne seront plus montrées.{waited}"


def _waited(task: Task) -> str:
    if not task.people:
        return "Il manque des signatures."
    shown, others = list(task.people[:MOST_NAMES]), len(task.people) - MOST_NAMES
    names = [*shown, counted(others, "autre")] if others > 0 else shown
    missing = "Il manque la signature" if len(task.people) == 1 else "Il manque les signatures"
    return f"{missing} de {enumeration(names)}."


def _to_send(task: Task, day: date) -> str:
    return (
        f"Préparée {_the(task.day, day)}, pas encore envoyée."
        if task.day
        else "Préparée, pas encore envoyée."
    )


def _review(task: Task, day: date) -> str:
    proposed = "proposée" if task.count == 1 else "proposées"
    return f"{counted(task.count, 'offre')} à relire, {proposed} depuis {_day(task.day, day)}."


def _unconfirmed(task: Task, day: date) -> str:
    return (
        f"{counted(task.count, 'offre')} à confirmer, depuis {_day(task.day, day)} : un appel suffit souvent."
    )


def _invitation(task: Task, day: date) -> str:
    if task.day and task.day < day:
        return f"Sans réponse : l’invitation a expiré {_the(task.day, day)}."
    return f"L’invitation expire {_the(task.day, day)}."


def _team(task: Task, day: date) -> str:
    people = counted(task.count, "personne en fait", "personnes en font")
    return f"Personne n’a dit si {people} encore partie, depuis {_day(task.day, day)}."


def _silent(task: Task, day: date) -> str:
    seen = f"depuis {_day(task.day, day)}" if task.day else "depuis son invitation"
    return f"{enumeration(list(task.people))} ne s’est pas connecté·e {seen}."


def _renewal(task: Task, day: date) -> str:
    """A notice takes a month: once that month has begun, it is for the next year."""
    renewed = f"Sa charte est renouvelée {_the(task.day, day)}"
    return (
        f"{renewed}, sauf préavis un mois avant."
        if task.day and earliest_end(day) < task.day
        else f"{renewed}."
    )


def _errors(task: Task, day: date) -> str:
    errors = counted(task.count, "erreur signalée", "erreurs signalées")
    return f"{errors} dans l’annuaire, la première {_the(task.day, day)}."


def _the(day: date | None, today: date) -> str:
    """« aujourd’hui », « demain », « hier », « le mardi 25 novembre »; with the year when it is another one."""
    near = {timedelta(): "aujourd’hui", timedelta(1): "demain", timedelta(-1): "hier"}
    if day is None:
        return ""
    return near.get(day - today) or f"le {day_in_words(day, year=day.year != today.year)}"


def _day(day: date | None, today: date) -> str:
    return f"le {day_in_words(day, year=day.year != today.year)}" if day else "longtemps"


_Words = tuple[str, Callable[[Task, date], str], str, Callable[[Task], str]]
_WORDS: dict[Kind, _Words] = {
    Kind.LATE_REQUESTS: ("Demandes en retard", _late, "Débloquer", _page("animators:unblocking")),
    Kind.NOBODY: (
        "Sans référent",
        lambda task, day: "Personne ne répond pour cette structure.",
        "Inviter quelqu’un",
        _structure,
    ),
    Kind.UNCOVERED: (
        "Sans charte",
        lambda task, day: "Aucune charte en vigueur.",
        "Préparer la charte",
        _prepare,
    ),
    Kind.TOLERANCE: ("Tolérance", _tolerance, "Suivre la charte", _charter),
    Kind.ENDING: (
        "Fin de charte",
        lambda task, day: f"Sa charte finit {_the(task.day, day)}, après un préavis.",
        "Voir ce qui change",
        _charter,
    ),
    Kind.REFUSED: (
        "Charte refusée",
        lambda task, day: "Quelqu’un a refusé de signer.",
        "Lire la raison",
        _charter,
    ),
    Kind.TO_SEND: ("Charte à envoyer", _to_send, "Relire et envoyer", _charter),
    Kind.SIGNING: ("En signature", _signing, "Relancer", _charter),
    Kind.REVIEW: ("Offres à relire", _review, "Relire", _page("animators:offers")),
    Kind.UNCONFIRMED: ("Offres à confirmer", _unconfirmed, "Appeler", _page("animators:offers_to_confirm")),
    Kind.INVITATION: ("Invitation", _invitation, "Renvoyer", _page("animators:invitations")),
    Kind.TEAM: ("Équipe à confirmer", _team, "Vérifier l’équipe", _page("animators:teams")),
    Kind.SILENT: ("Silence", _silent, "Prendre des nouvelles", _page("animators:teams")),
    Kind.ERROR: ("Annuaire", _errors, "Corriger", _page("animators:directory_errors")),
    Kind.SEAL: (
        "Document",
        lambda task, day: f"Signée {_the(task.day, day)} : le document scellé est en préparation.",
        "Voir la charte",
        _charter,
    ),
    Kind.RENEWAL: (
        "Renouvellement",
        _renewal,
        "Voir la charte",
        _charter,
    ),
}
