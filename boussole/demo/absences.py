"""Who is away, who will be, which structure takes longer, and which offers hold all that they can."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import partial
from random import Random

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.load import open_requests_of
from boussole.contact_requests.models import ContactRequest
from boussole.demo.desks import ask, in_contact, untouched
from boussole.demo.hours import working_moment
from boussole.demo.lives import Gesture, Step
from boussole.demo.personas import NADIA, NADIAS, PAUL
from boussole.demo.teams import Gone
from boussole.demo.year import Year
from boussole.offers.models import Offer
from boussole.partners import actions as partner_actions
from boussole.partners.actions import Plan
from boussole.partners.models import Absence, Referent, Structure

INES = "ines.carvalho@example.org"
AWAY_SINCE, BACK_IN = 3, 4  # days before today, days after
SLOWER = "tremplin-loire"
FULL_LAST = ("france-travail-aiguillages", "essayer-metier")
FULL_PAUSED = ("logement-des-jeunes", "habiter-avec-un-aine")
MONDAY, A_WORKING_WEEK = 0, timedelta(days=4)
ONE_DAY, SOON = timedelta(days=1), timedelta(minutes=10)


def add_absences(year: Year) -> None:
    """Inès is away and Nadia stands in; Nadia will be away next week; a structure promises a week."""
    team = Structure.objects.filter(code=NADIAS).first()
    slower = Structure.objects.filter(code=SLOWER).first()
    if team is None or slower is None:
        return
    today = year.window.day(year.now)
    ines, nadia, paul = (User.objects.get(email=email) for email in (INES, NADIA.email, PAUL.email))
    since, until = today - timedelta(days=AWAY_SINCE), today + timedelta(days=BACK_IN)
    year.gone.append(Gone(ines.pk, since, until, deputy=nadia))
    away = Plan(team, ines, since, until, Absence.Rule.DEPUTY, deputy=nadia)
    year.add(year.days_ago(12, hour=11, minute=20), partial(_declare, away, ines))

    first = _next_monday(until)
    leave = Plan(team, nadia, first, first + A_WORKING_WEEK, Absence.Rule.DEPUTY, deputy=paul)
    year.add(year.days_ago(2, hour=16, minute=5), partial(_declare, leave, nadia))

    longer = Plan(
        slower,
        None,
        today - timedelta(days=2),
        today + timedelta(days=12),
        Absence.Rule.LONGER_DELAY,
        promised_days=7,
    )
    year.add(year.days_ago(6, hour=10, minute=40), partial(_declare, longer, _manager_of(slower)))
    _add_requests_of_ines(year)
    _add_full_offers(year)


def _declare(plan: Plan, by: User, at: datetime) -> None:
    partner_actions.declare_absence(plan, by=by, now=at)


def _next_monday(after: date) -> date:
    """The Monday that follows this day."""
    return after + timedelta(days=7 - (after.weekday() - MONDAY) % 7)


def _manager_of(structure: Structure) -> User:
    return Referent.objects.select_related("user").get(structure=structure, role=Referent.Role.MANAGER).user


# --- What she had on her desk -------------------------------------------------------------------------
def _add_requests_of_ines(year: Year) -> None:
    """Three requests that follow the absence: two that wait, due today and tomorrow, one well begun."""
    for number, due_in in enumerate((0, 0)):
        plan = partial(_before_leaving, year)
        ask(year, f"away/{number}", NADIAS, due_in, plan, offers=("formation-payee",), by=INES)
    begun = partial(in_contact, year)
    ask(year, "away/begun", NADIAS, -AWAY_SINCE - 1, begun, offers=("formation-payee",), by=INES)


def _before_leaving(year: Year, contact_request: ContactRequest, rng: Random) -> list[Step]:
    """Taken up on her last evening, and left to whoever stands in."""
    last_moment = year.days_ago(AWAY_SINCE, hour=0, minute=0) - SOON
    at = working_moment(rng, contact_request.filed_at + timedelta(minutes=2), last_moment, year.window.zone)
    return [Step(at, Gesture.TAKE_UP)]


# --- Offers that are full ------------------------------------------------------------------------------
def _add_full_offers(year: Year) -> None:
    """One is shown last with the reason, the other is not shown: each as its structure chose."""
    for (structure, code), when_full in (
        (FULL_LAST, Offer.WhenFull.LAST),
        (FULL_PAUSED, Offer.WhenFull.PAUSED),
    ):
        for number, due_in in enumerate((1, 3)):
            ask(year, f"full/{code}/{number}", structure, due_in, partial(untouched, year), offers=(code,))
        year.add(year.now, partial(_fill, code, when_full))


def _fill(code: str, when_full: Offer.WhenFull, at: datetime) -> None:
    """The structure holds what it has, and no more."""
    offer = Offer.objects.select_related("structure").filter(code=code).first()
    if offer is not None and (held := open_requests_of(offer)):
        manager = _manager_of(offer.structure)
        actions.change_capacity(offer, capacity=held, when_full=when_full, by=manager, now=at)
