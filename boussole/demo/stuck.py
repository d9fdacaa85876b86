"""What the animation finds on its list: a promise long broken, a request with nobody left, a silence that ended.

And the words of young people about them: « personne ne m’a contacté », a nudge, two words that contradict.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from random import Random
from uuid import uuid5

from boussole.accounts import actions as account_actions
from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.draft import Reachable
from boussole.contact_requests.models import ContactRequest, Filing, FollowUp, YoungPersonWord
from boussole.demo.desks import ask, in_time, taken_up, untouched
from boussole.demo.hours import evening_after, working_moment
from boussole.demo.lives import Gesture, Step
from boussole.demo.personas import CLAIRE, NADIA, NADIAS, PAUL
from boussole.demo.stories import stories
from boussole.demo.teams import Gone
from boussole.demo.year import KEYS, Year

LATE_KEY = uuid5(KEYS, "late")
NOE = Reachable(
    first_name="Noé",
    phone="+33639980021",
    moments=("EVENING",),
    voicemail_ok=True,
    message="Mon bail finit à la fin du mois et je n’ai rien trouvé.",
)
LATE_AT = "logement-des-jeunes"
OPENED_AT = "habitat-jeunes-meridien"
SILENT = "greta-pilat"
EMPTIED = "deuxieme-chance-deux-rives"
REASON = (
    "La structure ne répond pas au téléphone : j’appelle cette personne pour lui donner une autre adresse."
)
EXPLANATION = "Appel passé au fixe de la famille. Nous avons rappelé sur le bon numéro le jour même."
SOON = timedelta(minutes=10)


def late_filing() -> Filing | None:
    """Noé’s: five days after the date, nobody has called."""
    return Filing.objects.filter(key=LATE_KEY, anonymised_at__isnull=True).first()


def add_stuck(year: Year) -> None:
    """Add to the agenda what must be unblocked, and what young people say of it."""
    ask(year, "late", LATE_AT, -5, partial(_late, year), key=LATE_KEY, who=NOE)
    ask(year, "opened", OPENED_AT, -3, partial(_opened, year))
    ask(year, "silent", SILENT, -33, partial(untouched, year))
    _add_emptied(year)
    for number in range(2):
        ask(year, f"denied/{number}", NADIAS, -2 - number, partial(_denied, year))
    ask(year, "said", NADIAS, -1, partial(_said, year), by=NADIA.email)
    ask(year, "settled", NADIAS, -6, partial(_settled, year), by=NADIA.email)


# --- Late -------------------------------------------------------------------------------------------
def _late(year: Year, contact_request: ContactRequest, rng: Random) -> list[Step]:
    """Nobody has opened it. Its author says so the next evening, and reminds the structure since."""
    return [
        Step(evening_after(rng, contact_request.due_at, year.window.zone), Gesture.SAY_NOT_CONTACTED),
        Step(year.days_ago(1, hour=19, minute=12), Gesture.NUDGE),
    ]


def _opened(year: Year, contact_request: ContactRequest, rng: Random) -> list[Step]:
    """Late as well; the animator has asked for the coordinates, and said why."""
    at = working_moment(rng, year.now - timedelta(hours=26), year.now - SOON, year.window.zone)
    year.add(at, partial(_open_coordinates, contact_request))
    return []


def _open_coordinates(contact_request: ContactRequest, at: datetime) -> None:
    claire = User.objects.get(email=CLAIRE.email)
    actions.open_coordinates(contact_request, reason=REASON, by=claire, now=at)


# --- Nobody left ------------------------------------------------------------------------------------
def _add_emptied(year: Year) -> None:
    """A small structure closes: its last account is disabled while a request waits there."""
    people = User.objects.filter(referents__structure__code=EMPTIED).order_by("referents__role", "pk")
    ask(year, "stranded", EMPTIED, 1, partial(taken_up, year))
    for user in people:
        at = min(year.days_ago(0, hour=8, minute=5), year.now - SOON)
        year.gone.append(Gone(user.pk, since=year.window.day(at), until=date.max))
        year.add(at, partial(_disable, user))


def _disable(user: User, at: datetime) -> None:
    account_actions.disable(user, by=None, now=at)


# --- Two words --------------------------------------------------------------------------------------
def _denied(year: Year, contact_request: ContactRequest, rng: Random) -> list[Step]:
    """A message was left in time, says the log; nobody called, says the young person."""
    return [_missed(year, contact_request, rng), _denial(year, rng)]


def _said(year: Year, contact_request: ContactRequest, rng: Random) -> list[Step]:
    """Taken up, nothing logged, the date has passed; and yet somebody called, says the young person."""
    at = min(
        evening_after(rng, contact_request.due_at - timedelta(days=1), year.window.zone), year.now - SOON
    )
    return [*taken_up(year, contact_request, rng), Step(at, Gesture.SAY_CONTACTED)]


def _settled(year: Year, contact_request: ContactRequest, rng: Random) -> list[Step]:
    """Denied last week, and explained by the manager since."""
    missed = _missed(year, contact_request, rng)
    denied_at = evening_after(rng, contact_request.due_at, year.window.zone)
    settled_at = working_moment(rng, denied_at + SOON, denied_at + timedelta(days=2), year.window.zone)
    year.add(settled_at, partial(_settle, contact_request))
    reached = {
        "kind": FollowUp.Kind.MEETING,
        "result": FollowUp.Result.REACHED,
        "text": stories().follow_up(rng, "meeting"),
    }
    met_at = working_moment(rng, settled_at + SOON, settled_at + timedelta(days=2), year.window.zone)
    return [missed, Step(denied_at, Gesture.SAY_NOT_CONTACTED), Step(met_at, Gesture.LOG_ATTEMPT, reached)]


def _settle(contact_request: ContactRequest, at: datetime) -> None:
    paul = User.objects.get(email=PAUL.email)
    for word in contact_request.words.filter(
        kind=YoungPersonWord.Kind.NOT_CONTACTED, settled_at__isnull=True
    ):
        actions.settle(word, note=EXPLANATION, by=paul, now=at)


def _missed(year: Year, contact_request: ContactRequest, rng: Random) -> Step:
    has_phone = bool(contact_request.filing.phone)
    told = {
        "kind": str(FollowUp.Kind.CALL if has_phone else FollowUp.Kind.MESSAGE),
        "result": str(FollowUp.Result.LEFT_MESSAGE),
        "text": stories().follow_up(rng, "left_message" if has_phone else "written"),
    }
    return Step(in_time(year, rng, contact_request), Gesture.LOG_ATTEMPT, told)


def _denial(year: Year, rng: Random) -> Step:
    return Step(
        year.days_ago(1, hour=rng.randint(18, 21), minute=rng.randrange(60)), Gesture.SAY_NOT_CONTACTED
    )
