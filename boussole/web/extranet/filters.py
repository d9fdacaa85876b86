"""What a professional may ask of the list of requests.

Every word is in an enum: nothing that was typed decides the shape of a query (guarantees.md T19).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db import models
from django.db.models import Q

from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.contact_requests.queries import (
    came_to_term,
    kept,
    missed,
    received_from_elsewhere,
    sent_elsewhere,
)
from boussole.contact_requests.queries.plain_text import PlainText, plain
from boussole.web.extranet.desk import Desk
from boussole.web.shared.pagination import Order

FEWEST_DIGITS = 3  # fewer would find everybody's number


class State(models.TextChoices):
    TO_CALL = "a-contacter", "À contacter"
    UNDER_WAY = "en-cours", "En cours"
    OPEN = "ouvertes", "Toutes les ouvertes"
    CLOSED = "terminees", "Terminées"
    ALL = "toutes", "Toutes"


class Due(models.TextChoices):
    ANY = "", "Toutes"
    LATE = "retard", "En retard"
    TODAY = "aujourdhui", "Aujourd’hui"
    TOMORROW = "demain", "Demain"
    WEEK = "semaine", "Dans les 7 jours"


class Sort(models.TextChoices):
    DUE = "echeance", "Échéance"
    NEWEST = "recentes", "Les plus récentes"


class Person(models.TextChoices):
    """Beside the colleagues, who are named by their public id."""

    ANYBODY = "", "Tout le monde"
    ME = "moi", "Moi"
    NOBODY = "personne", "Personne encore"


class Promise(models.TextChoices):
    """What became of the promise: each is a figure of the structure (see `queries/figures.py`)."""

    ANY = "", "Toutes"
    KEPT = "tenue", "Tenue"
    MISSED = "non-tenue", "Non tenue"
    TRIED = "essai", "Un essai au moins"


class Handover(models.TextChoices):
    """Whether it changed structures."""

    ANY = "", "Toutes"
    SENT = "envoyee", "Envoyée ailleurs"
    RECEIVED = "recue", "Reçue d’ailleurs"


ORDERS = {Sort.DUE: Order("due_at"), Sort.NEWEST: Order("filed_at", newest_first=True)}


@dataclass(frozen=True, slots=True)
class Wanted:
    """One way of looking at the list, as the address of the page keeps it."""

    state: State = State.TO_CALL
    due: Due = Due.ANY
    offer: str = ""
    person: str = Person.ANYBODY
    structure: str = ""
    outcome: str = ""
    promise: Promise = Promise.ANY
    handover: Handover = Handover.ANY
    since: date | None = None
    until: date | None = None
    text: str = ""
    sort: Sort = Sort.DUE

    @property
    def can_sort(self) -> bool:
        """A due date orders what is open; what has ended, and everything together, come newest first."""
        return self.state not in (State.CLOSED, State.ALL)

    @property
    def order(self) -> Order:
        """Each of them has its index, which begins with the structure (performance.md section 4)."""
        return ORDERS[self.sort if self.can_sort else Sort.NEWEST]

    @property
    def is_narrow(self) -> bool:
        """Whether something more than a tab and a sort was chosen."""
        return replace(self, state=State.TO_CALL, sort=Sort.DUE) != Wanted()

    @property
    def is_precise(self) -> bool:
        """Whether one of the filters that a small screen folds away was chosen."""
        chosen = (self.offer, self.person, self.structure, self.outcome, self.promise, self.handover)
        return any(chosen) or bool(self.since or self.until)

    def applied_to(self, rows: ContactRequestQuerySet, desk: Desk) -> ContactRequestQuerySet:
        """The rows that are wanted."""
        rows = _in_state(rows, self.state)
        rows = _due(rows, self.due, desk)
        if self.offer:
            rows = rows.filter(offer__code=self.offer)
        if self.structure:
            rows = rows.filter(structure__public_id=self.structure)
        if self.outcome:
            rows = rows.filter(outcome=self.outcome)
        rows = _with_promise(rows, self.promise, desk)
        rows = _handed_over(rows, self.handover)
        rows = _followed_by(rows, self.person, desk)
        if self.since:
            rows = rows.filter(filed_at__gte=desk.start_of(self.since))
        if self.until:
            rows = rows.filter(filed_at__lt=desk.end_of(self.until))
        return _mentioning(rows, self.text) if self.text else rows

    @property
    def to_keep(self) -> Wanted:
        """What may be kept under a name: not what was searched, often a first name, which would outlive its
        owner's right to be forgotten (product.md 5.7)."""
        return replace(self, text="")

    def query(self, **also: str) -> str:
        """The same wish in an address: « ?etat=toutes&q=lina »; what goes without saying is left out."""
        words = {
            "etat": self.state if self.state != State.TO_CALL else "",
            "echeance": self.due,
            "offre": self.offer,
            "personne": self.person,
            "structure": self.structure,
            "issue": self.outcome,
            "promesse": self.promise,
            "passage": self.handover,
            "du": self.since.isoformat() if self.since else "",
            "au": self.until.isoformat() if self.until else "",
            "q": self.text,
            "tri": self.sort if self.sort != Sort.DUE else "",
            **also,
        }
        return "?" + urlencode({name: str(word) for name, word in words.items() if word})


def _in_state(rows: ContactRequestQuerySet, state: State) -> ContactRequestQuerySet:
    match state:
        case State.OPEN:
            return rows.open()
        case State.TO_CALL:
            return rows.awaiting_answer()
        case State.UNDER_WAY:
            return rows.open().filter(first_attempt_at__isnull=False)
        case State.CLOSED:
            return rows.closed()
        case _:
            return rows


def _due(rows: ContactRequestQuerySet, due: Due, desk: Desk) -> ContactRequestQuerySet:
    today = desk.today
    match due:
        case Due.LATE:
            return rows.overdue(desk.now)
        case Due.TODAY:
            return rows.filter(due_at__gte=desk.start_of(today), due_at__lt=desk.end_of(today))
        case Due.TOMORROW:
            return rows.filter(
                due_at__gte=desk.end_of(today), due_at__lt=desk.end_of(today + timedelta(days=1))
            )
        case Due.WEEK:
            return rows.filter(
                due_at__gte=desk.start_of(today), due_at__lt=desk.end_of(today + timedelta(days=7))
            )
        case _:
            return rows


def _with_promise(rows: ContactRequestQuerySet, promise: Promise, desk: Desk) -> ContactRequestQuerySet:
    match promise:
        case Promise.KEPT:
            return rows.filter(came_to_term(desk.now) & kept())
        case Promise.MISSED:
            return rows.filter(came_to_term(desk.now) & missed())
        case Promise.TRIED:
            return rows.filter(first_attempt_at__isnull=False)
        case _:
            return rows


def _handed_over(rows: ContactRequestQuerySet, handover: Handover) -> ContactRequestQuerySet:
    match handover:
        case Handover.SENT:
            return rows.filter(sent_elsewhere())
        case Handover.RECEIVED:
            return rows.filter(received_from_elsewhere())
        case _:
            return rows


def _followed_by(rows: ContactRequestQuerySet, person: str, desk: Desk) -> ContactRequestQuerySet:
    match person:
        case Person.ANYBODY:
            return rows
        case Person.ME:
            return rows.filter(owner=desk.user)
        case Person.NOBODY:
            return rows.filter(owner__isnull=True)
        case public_id:
            return rows.filter(owner__public_id=public_id)


def _mentioning(rows: ContactRequestQuerySet, text: str) -> ContactRequestQuerySet:
    """A first name (whatever its accents), a number of request, digits of a phone, words of an offer."""
    typed = plain(text)
    rows = rows.annotate(plain_name=PlainText("filing__first_name"), plain_title=PlainText("offer_title"))
    who = Q(plain_name__contains=typed)
    found = Q(plain_title__contains=typed)
    found |= Q(filing__number__contains=text.upper().replace(" ", ""))
    digits = "".join(sign for sign in text if sign.isascii() and sign.isdigit())
    if len(digits) >= FEWEST_DIGITS and not any(sign.isalpha() for sign in text):
        # 06 39… is kept as +33639…: the zero is only said inside France.
        who |= Q(filing__phone__contains=digits.removeprefix("0"))
    # What was passed on no longer says who asked: a name that finds it would say it (guarantees.md T2).
    return rows.filter(found | (who & ~Q(outcome=ContactRequest.Outcome.REDIRECTED)))
