"""What must be on the desks when the visitor arrives: due dates late, today, tomorrow and later, and Lina's.

Chance alone would leave some desks empty on the very day of a demonstration.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial
from random import Random
from uuid import uuid5

from boussole.contact_requests.draft import Reachable
from boussole.contact_requests.models import ContactRequest, Filing, FollowUp
from boussole.demo.hours import working_moment
from boussole.demo.lives import Gesture, Step
from boussole.demo.looks import Look
from boussole.demo.people import YoungPerson, reachable, somebody
from boussole.demo.stories import stories
from boussole.demo.year import KEYS, Plan, Year
from boussole.offers.models import Offer
from boussole.questionnaires.definition import NO, YES
from boussole.territories.geography import geography

NADIAS = "mission-locale-stephanois"
LINA_KEY = uuid5(KEYS, "lina")
LINA = YoungPerson(
    age=19,
    occupation="recherche",
    diploma="bac",
    has_licence=False,
    has_child=False,
    commune=geography().commune("42218"),
)
LINAS_ANSWERS = {
    "statut": frozenset(["recherche"]),
    "cherche": frozenset(["emploi"]),
    "diplome": frozenset(["bac"]),
    "suivi": frozenset([NO]),
    "deplacement": frozenset([YES]),
    "handicap": frozenset([NO]),
}
LINAS_MESSAGE = "J’ai un entretien jeudi pour un poste en boulangerie. C’est mon premier."
LINA_ASKS = ("preparer-entretien", "tenue-entretien")  # of the Mission locale, and of another structure
TRIES = 400  # people met before giving up on finding one for whom an offer is meant
SOON = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request on the desk of a structure, due in so many days (late below zero)."""

    structure: str
    due_in: int
    plan: str = "untouched"


DESKS = (
    Waiting(NADIAS, -3, "taken_up"),
    Waiting(NADIAS, -1),
    Waiting(NADIAS, 0),
    Waiting(NADIAS, 0),
    Waiting(NADIAS, 0, "taken_up"),
    Waiting(NADIAS, 1),
    Waiting(NADIAS, 1, "taken_up"),
    Waiting(NADIAS, 2),
    Waiting(NADIAS, 2),
    Waiting(NADIAS, 3),
    Waiting(NADIAS, -4, "in_contact"),
    Waiting(NADIAS, -6, "in_contact"),
    Waiting(NADIAS, -2, "in_contact"),
    Waiting(NADIAS, -1, "just_closed"),
    Waiting(NADIAS, -5, "just_closed"),
    Waiting("habitat-jeunes-meridien", -2),
    Waiting("info-jeunes-roanne", -1),
    Waiting("france-travail-aiguillages", 0),
    Waiting("maison-adolescents-escale", 1),
)


def add_desks(year: Year) -> None:
    """Add to the agenda what the visitor must find, whatever the day of their visit."""
    for number, waiting in enumerate(DESKS):
        _add_waiting(year, waiting, number)
    _add_lina(year)
    for number, text in enumerate(stories().doubtful_messages):
        at = _evening(year, days_ago=1 + number, hour=22)
        year.add(at, partial(_doubtful, year, number, text))


def lina() -> Filing | None:
    """What Lina sent: the page `/demo/` leads to her follow-up page."""
    return Filing.objects.filter(key=LINA_KEY, anonymised_at__isnull=True).first()


# --- A request that waits ---------------------------------------------------------------------------
def _add_waiting(year: Year, waiting: Waiting, number: int) -> None:
    rng = Random(f"{year.seed}/desk/{number}")  # noqa: S311
    today = year.window.day(year.now)
    offers = Offer.objects.shown_on(today).filter(structure__code=waiting.structure)
    # Filed yesterday at the latest: whatever the hour of the visit, it is in the past.
    fitting = list(offers.filter(promised_days__gt=waiting.due_in).select_related("theme").order_by("code"))
    if not fitting:
        return
    offer = rng.choice(fitting)
    days_ago = offer.promised_days - waiting.due_in
    at = _evening(year, days_ago=days_ago, hour=rng.randint(10, 21), minute=rng.randrange(60))
    year.add(at, partial(_wait, year, rng, offer, PLANS[waiting.plan]))


def _wait(year: Year, rng: Random, offer: Offer, plan: Callable[[Year], Plan], at: datetime) -> None:
    """Somebody for whom this offer is meant asks for it."""
    theme = year.window.theme(offer.theme.code, at)
    for _ in range(TRIES if theme else 0):
        look = year.window.look(rng, somebody(rng, year.communes), theme, at)  # type: ignore[arg-type]
        if offer.pk in look.ids:
            year.remember(look, at)
            found = [each for each in look.offers if each.id == offer.pk]
            year.send(rng, [look], found, _who(year, rng, look), at, plan=plan(year))
            return


def _who(year: Year, rng: Random, look: Look) -> Reachable:
    message = stories().message(rng, look.theme.code, look.answers) if rng.random() < 0.7 else ""
    return reachable(rng, number=year.next_number(), message=message, is_sensitive=look.theme.is_sensitive)


def _evening(year: Year, *, days_ago: int, hour: int, minute: int = 42) -> datetime:
    day = year.window.day(year.now) - timedelta(days=days_ago)
    return datetime.combine(day, time(hour, minute), tzinfo=year.window.zone)


# --- What becomes of it, up to now ------------------------------------------------------------------
def _untouched(year: Year) -> Plan:
    return lambda contact_request, rng: []


def _taken_up(year: Year) -> Plan:
    def plan(contact_request: ContactRequest, rng: Random) -> list[Step]:
        return [Step(_in_time(year, rng, contact_request), Gesture.TAKE_UP)]

    return plan


def _in_contact(year: Year) -> Plan:
    """Reached before the date, and followed since."""

    def plan(contact_request: ContactRequest, rng: Random) -> list[Step]:
        at = _in_time(year, rng, contact_request)
        has_phone = bool(contact_request.filing.phone)
        told = {
            "kind": FollowUp.Kind.CALL if has_phone else FollowUp.Kind.MESSAGE,
            "result": FollowUp.Result.REACHED,
            "text": stories().follow_up(rng, "reached_first" if has_phone else "written_back"),
            "next_step": rng.choice(stories().next_steps),
        }
        note = {"text": stories().follow_up(rng, "shared_note"), "visibility": FollowUp.Visibility.SHARED}
        return [
            Step(at, Gesture.LOG_ATTEMPT, told),
            Step(at + timedelta(minutes=4), Gesture.ADD_NOTE, note),
        ]

    return plan


def _just_closed(year: Year) -> Plan:
    def plan(contact_request: ContactRequest, rng: Random) -> list[Step]:
        steps = _in_contact(year)(contact_request, rng)
        earliest = max(steps[-1].at + SOON, year.now - timedelta(days=1))
        at = working_moment(rng, min(earliest, year.now), year.now, year.window.zone)
        outcome = rng.choice((ContactRequest.Outcome.APPOINTMENT, ContactRequest.Outcome.INFORMED))
        end = {"outcome": str(outcome), "note": stories().closing(rng, outcome)}
        return [*steps, Step(at, Gesture.CLOSE, end)]

    return plan


PLANS = {
    "untouched": _untouched,
    "taken_up": _taken_up,
    "in_contact": _in_contact,
    "just_closed": _just_closed,
}


def _in_time(year: Year, rng: Random, contact_request: ContactRequest) -> datetime:
    """A moment at work between the filing and the due date, in the past."""
    since = contact_request.filed_at + SOON
    until = min(contact_request.due_at, year.now - SOON)
    return working_moment(rng, since, max(since, until), year.window.zone)


# --- Lina, and two doubtful filings -----------------------------------------------------------------
def _add_lina(year: Year) -> None:
    year.add(_evening(year, days_ago=1, hour=18), partial(_lina_asks, year))


def _lina_asks(year: Year, at: datetime) -> None:
    rng = Random(f"{year.seed}/lina")  # noqa: S311
    theme = year.window.theme("emploi", at)
    if theme is None:
        return
    look = year.remember(year.window.look(rng, LINA, theme, at, LINAS_ANSWERS), at)
    chosen = [offer for offer in look.offers if offer.code in LINA_ASKS] or list(look.offers[:2])
    if not chosen:
        return
    who = Reachable(
        first_name="Lina",
        phone="+33639980019",
        email="lina.19@example.org",
        moments=("MORNING", "EVENING"),
        voicemail_ok=True,
        message=LINAS_MESSAGE,
    )
    year.send(rng, [look], chosen, who, at, plan=_for_lina(year), key=LINA_KEY)


def _for_lina(year: Year) -> Plan:
    """Nadia's request still waits; the other structure has already tried to call."""

    def plan(contact_request: ContactRequest, rng: Random) -> list[Step]:
        if contact_request.structure.code == NADIAS:
            return []
        missed = {
            "kind": FollowUp.Kind.CALL,
            "result": FollowUp.Result.LEFT_MESSAGE,
            "text": stories().follow_up(rng, "left_message"),
        }
        return [Step(_in_time(year, rng, contact_request), Gesture.LOG_ATTEMPT, missed)]

    return plan


def _doubtful(year: Year, number: int, text: str, at: datetime) -> None:
    """A filing that the site does not trust: it waits for a person to look at it."""
    rng = Random(f"{year.seed}/doubtful/{number}")  # noqa: S311
    for _ in range(TRIES):
        person = somebody(rng, year.communes)
        theme = year.window.theme_for(rng, person, at)
        look = year.window.look(rng, person, theme, at) if theme else None
        if look and look.ids:
            who = Reachable(email=f"contact.{number + 1:02d}@example.org", message=text)
            year.send(rng, [look], look.picked(rng, 3), who, at, is_doubtful=True)
            return
