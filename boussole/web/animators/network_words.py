"""The tasks of the network in French: the kind of each in one or two words, and what is the matter."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from boussole.core.typography import counted, day_in_words, elided, enumeration
from boussole.partners.charters.life import earliest_end
from boussole.partners.models import CharterAgreement
from boussole.reporting.network import Kind, Task

Party = CharterAgreement.Party

MOST_NAMES = 4
# What their `said` holds is somebody's own words, to be quoted; elsewhere it is ours, and part of the sentence.
QUOTED = frozenset({Kind.REFUSED, Kind.ENDING, Kind.ERROR})


def label_of(task: Task) -> str:
    """« Charte à envoyer », « Équipe à confirmer »."""
    return _WORDS[task.kind][0]


def words_of(task: Task, day: date) -> str:
    """What is the matter, since or until when, in whole sentences."""
    said = _WORDS[task.kind][1](task, day)
    return f"{said} En attendant, les jeunes ne voient pas ses offres." if task.hides_offers else said


# --- Requests and people --------------------------------------------------------------------------------
def _late(task: Task, day: date) -> str:
    which = "la plus ancienne promise" if task.count > 1 else "promise"
    return f"{counted(task.count, 'demande')} en retard, {which} {_the(task.day, day)}."


def _nobody(task: Task, day: date) -> str:
    if not task.people:
        return "Personne ne répond pour cette structure."
    have = "n’a" if len(task.people) == 1 else "n’ont"
    invited = f"{_names(task.people)} {have} pas encore répondu à l’invitation"
    return f"Personne ne répond pour cette structure : {invited}."


def _invitation(task: Task, day: date) -> str:
    asked = f"{task.said}. " if task.said else ""
    if task.day and task.day < day:
        return f"{asked}Sans réponse : l’invitation a expiré {_the(task.day, day)}."
    return f"{asked}L’invitation expire {_the(task.day, day)}."


def _team(task: Task, day: date) -> str:
    people = _names(task.people) if task.people else counted(task.count, "personne")
    make = "fait" if task.count == 1 else "font"
    return f"Personne n’a dit si {people} en {make} encore partie, depuis {_day(task.day, day)}."


def _silent(task: Task, day: date) -> str:
    seen = f"depuis {_day(task.day, day)}" if task.day else "depuis son invitation"
    return f"{enumeration(list(task.people))} ne s’est pas connecté·e {seen}."


# --- Charters -------------------------------------------------------------------------------------------
def _refused(task: Task, day: date) -> str:
    if not task.people:
        return "Quelqu’un a refusé de signer."
    return f"{enumeration(list(task.people))} a refusé de signer {_the(task.day, day)}."


def _to_send(task: Task, day: date) -> str:
    begun = (
        f"Préparée {_the(task.day, day)}, pas encore envoyée" if task.day else "Préparée, pas encore envoyée"
    )
    is_complete = task.signing is None or task.signing.is_complete
    return f"{begun}." if is_complete else f"{begun} : il reste à compléter ses signataires."


def _signing(task: Task, day: date) -> str:
    since = f"Envoyée {_the(task.day, day)}. " if task.day else ""
    return f"{since}{_waited(task)}{_told(task, day)}"


def _tolerance(task: Task, day: date) -> str:
    until = f"La tolérance finit {_the(task.day, day)} : sans signature, ses offres ne seront plus montrées."
    if task.signing is not None and not task.signing.is_sent:
        return f"{until} La charte n’est pas encore envoyée."
    return f"{until} {_waited(task)}{_told(task, day)}"


def _waited(task: Task) -> str:
    """« Il manque votre signature et celle de Nora Œuvrard. »."""
    names, mine = _names(task.people), bool(task.signing and task.signing.mine)
    if mine and names:
        return f"Il manque votre signature et {'celle' if len(task.people) == 1 else 'celles'} {elided('de', names)}."
    if mine:
        return "Il manque votre signature."
    if not names:
        return "Il manque des signatures."
    missing = "Il manque la signature" if len(task.people) == 1 else "Il manque les signatures"
    return f"{missing} {elided('de', names)}."


def _told(task: Task, day: date) -> str:
    """When they were last written to, once it is not the first mail any more."""
    last = task.signing.last_mail if task.signing else None
    return f" Dernier mail {_the(last, day)}." if last and last != task.day else ""


def _sooner(task: Task, day: date) -> str:
    instead = (
        f", au lieu du {day_in_words(task.until, year=task.until.year != day.year)}" if task.until else ""
    )
    return (
        f"La structure propose de finir sa charte {_the(task.day, day)}{instead}. Elle attend votre réponse."
    )


def _ending(task: Task, day: date) -> str:
    given = {Party.STRUCTURE.label: "un préavis de la structure", Party.ANIMATION.label: "votre préavis"}
    by = given.get(task.people[0], "un préavis") if task.people else "un préavis"
    return f"Sa charte finit {_the(task.day, day)}, après {by}."


def _renewal(task: Task, day: date) -> str:
    """A notice takes a month: once that month has begun, it is for the next year."""
    renewed = f"Sa charte est renouvelée {_the(task.day, day)}"
    can_end = task.day and earliest_end(day) < task.day
    return f"{renewed}, sauf préavis un mois avant." if can_end else f"{renewed}."


def _seal(task: Task, day: date) -> str:
    late = "son document scellé n’est toujours pas fait : prévenez l’équipe nationale"
    return f"Signée {_the(task.day, day)}, mais {late}."


# --- Offers, the directory ------------------------------------------------------------------------------
def _review(task: Task, day: date) -> str:
    proposed = "proposée" if task.count == 1 else "proposées"
    return f"{counted(task.count, 'offre')} à relire, {proposed} depuis {_day(task.day, day)}."


def _unconfirmed(task: Task, day: date) -> str:
    return (
        f"{counted(task.count, 'offre')} à confirmer, depuis {_day(task.day, day)} : un appel suffit souvent."
    )


# --- Names and days -------------------------------------------------------------------------------------
def _names(people: tuple[str, ...]) -> str:
    """« Nora, Claire et 3 autres »; empty for nobody."""
    shown, others = list(people[:MOST_NAMES]), len(people) - MOST_NAMES
    return enumeration([*shown, counted(others, "autre")] if others > 0 else shown)


def _the(day: date | None, today: date) -> str:
    """« aujourd’hui », « demain », « hier », « le mardi 25 novembre »; with the year when it is another one."""
    near = {timedelta(): "aujourd’hui", timedelta(1): "demain", timedelta(-1): "hier"}
    if day is None:
        return ""
    return near.get(day - today) or f"le {day_in_words(day, year=day.year != today.year)}"


def _day(day: date | None, today: date) -> str:
    return f"le {day_in_words(day, year=day.year != today.year)}" if day else "longtemps"


_WORDS: dict[Kind, tuple[str, Callable[[Task, date], str]]] = {
    Kind.LATE_REQUESTS: ("Demandes en retard", _late),
    Kind.NOBODY: ("Sans référent", _nobody),
    Kind.HOLE: ("Référent manquant", lambda task, day: f"Personne ne répond pour : {task.said}."),
    Kind.UNCOVERED: ("Sans charte", lambda task, day: "Aucune charte en vigueur."),
    Kind.TOLERANCE: ("Tolérance", _tolerance),
    Kind.SOONER: ("Fin plus proche", _sooner),
    Kind.ENDING: ("Fin de charte", _ending),
    Kind.REFUSED: ("Charte refusée", _refused),
    Kind.TO_SEND: ("Charte à envoyer", _to_send),
    Kind.SIGNING: ("En signature", _signing),
    Kind.REVIEW: ("Offres à relire", _review),
    Kind.UNCONFIRMED: ("Offres à confirmer", _unconfirmed),
    Kind.INVITATION: ("Invitation", _invitation),
    Kind.TEAM: ("Équipe à confirmer", _team),
    Kind.SILENT: ("Silence", _silent),
    Kind.ERROR: ("Annuaire", lambda task, day: f"Erreur signalée {_the(task.day, day)}."),
    Kind.SEAL: ("Document", _seal),
    Kind.RENEWAL: ("Renouvellement", _renewal),
}
