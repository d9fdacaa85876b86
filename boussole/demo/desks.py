"""What must be on the desks when the visitor arrives: due dates late, today, tomorrow and later, and Lina's.

Chance alone would leave some desks empty on the very day of a demonstration.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from functools import partial
from random import Random
from uuid import UUID

from boussole.accounts.models import User
from boussole.contact_requests.draft import Reachable
from boussole.contact_requests.models import ContactRequest, FollowUp
from boussole.demo.hours import moment_at_work, working_moment
from boussole.demo.lina import add_lina
from boussole.demo.lives import Gesture, Step
from boussole.demo.looks import Look
from boussole.demo.people import reachable, somebody
from boussole.demo.personas import NADIAS
from boussole.demo.stories import stories
from boussole.demo.year import Plan, Year
from boussole.offers.models import Offer

TRIES = 400  # people met before giving up on finding one for whom an offer is meant
SOON = timedelta(minutes=10)


class Stage(StrEnum):
    """How far the structure has come with a request."""

    UNTOUCHED = "UNTOUCHED"
    TAKEN_UP = "TAKEN_UP"
    IN_CONTACT = "IN_CONTACT"
    JUST_CLOSED = "JUST_CLOSED"


@dataclass(frozen=True, slots=True)
class Waiting:
    """A request on the desk of a structure, due in so many days (late below zero)."""

    structure: str
    due_in: int
    stage: Stage = Stage.UNTOUCHED


DESKS = (
    Waiting(NADIAS, -3, Stage.TAKEN_UP),
    Waiting(NADIAS, -1),
    Waiting(NADIAS, 0),
    Waiting(NADIAS, 0),
    Waiting(NADIAS, 0, Stage.TAKEN_UP),
    Waiting(NADIAS, 1),
    Waiting(NADIAS, 1, Stage.TAKEN_UP),
    Waiting(NADIAS, 2),
    Waiting(NADIAS, 2),
    Waiting(NADIAS, 3),
    Waiting(NADIAS, -2, Stage.IN_CONTACT),
    Waiting(NADIAS, -4, Stage.IN_CONTACT),
    Waiting(NADIAS, -6, Stage.IN_CONTACT),
    Waiting(NADIAS, -1, Stage.JUST_CLOSED),
    Waiting(NADIAS, -5, Stage.JUST_CLOSED),
    Waiting("habitat-jeunes-meridien", -2),
    Waiting("info-jeunes-roanne", -1),
    Waiting("france-travail-aiguillages", 0),
    Waiting("maison-adolescents-escale", 1),
)


def add_desks(year: Year) -> None:
    """Add to the agenda what the visitor must find, whatever the day of their visit."""
    for number, waiting in enumerate(DESKS):
        ask(year, str(number), waiting.structure, waiting.due_in, partial(WHAT_FOLLOWS[waiting.stage], year))
    add_lina(year)
    for number, text in enumerate(stories().doubtful_messages):
        at = year.days_ago(1 + number, hour=22, minute=17)
        year.add(at, partial(_doubtful, year, number, text))


# --- A request that waits ---------------------------------------------------------------------------
def ask(
    year: Year,
    name: str,
    structure: str,
    due_in: int,
    plan: Plan,
    *,
    offers: Collection[str] = (),
    also_for: str = "",
    by: str = "",
    key: UUID | None = None,
    who: Reachable | None = None,
) -> None:
    """Somebody asks an offer of this structure, due in so many days; then the plan is carried out.

    `name` seeds what chance decides. The situation fits an offer of the structure `also_for` too; `by` is
    the address of whoever answers, when it matters; `key` and `who` make a filing that others can find.
    """
    rng = Random(f"{year.seed}/desk/{name}")  # noqa: S311
    today = year.window.day(year.now)
    shown = Offer.objects.shown_on(today).filter(structure__code=structure)
    # Filed yesterday at the latest: whatever the hour of the visit, it is in the past.
    fitting = shown.filter(promised_days__gt=due_in).select_related("theme").order_by("code")
    wanted = [offer for offer in fitting if not offers or offer.code in offers]
    if not wanted:
        return
    offer = rng.choice(wanted)
    days_ago = offer.promised_days - due_in
    at = year.days_ago(days_ago, hour=rng.randint(10, 21), minute=rng.randrange(60))
    others = Offer.objects.filter(structure__code=also_for, theme=offer.theme)
    story = _Story(rng, offer, frozenset(others.values_list("pk", flat=True)), plan, by, key, who)
    year.add(at, partial(_file, year, story))


@dataclass(frozen=True, slots=True)
class _Story:
    rng: Random
    offer: Offer
    others: frozenset[int]
    plan: Plan
    by: str
    key: UUID | None
    who: Reachable | None


def _file(year: Year, story: _Story, at: datetime) -> None:
    """Somebody for whom this offer is meant asks for it."""
    rng, offer = story.rng, story.offer
    theme = year.window.theme(offer.theme.code, at)
    for _ in range(TRIES if theme else 0):
        look = year.window.look(rng, somebody(rng, year.communes), theme, at)  # type: ignore[arg-type]
        if offer.pk in look.ids and (not story.others or story.others & look.ids):
            year.remember(look, at)
            found = [each for each in look.offers if each.id == offer.pk]
            who = story.who or _who(year, rng, look)
            by = User.objects.get(email=story.by) if story.by else None
            year.send(rng, [look], found, who, at, plan=story.plan, by=by, key=story.key)
            return


def _who(year: Year, rng: Random, look: Look) -> Reachable:
    message = stories().message(rng, look.theme.code, look.answers) if rng.random() < 0.7 else ""
    return reachable(rng, number=year.next_number(), message=message, is_sensitive=look.theme.is_sensitive)


# --- What becomes of it, up to now ------------------------------------------------------------------
def untouched(year: Year, contact_request: ContactRequest, rng: Random) -> list[Step]:
    return []


def taken_up(year: Year, contact_request: ContactRequest, rng: Random) -> list[Step]:
    return [Step(in_time(year, rng, contact_request), Gesture.TAKE_UP)]


def in_contact(year: Year, contact_request: ContactRequest, rng: Random) -> list[Step]:
    """Reached before the date, and followed since."""
    at = in_time(year, rng, contact_request)
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


def _just_closed(year: Year, contact_request: ContactRequest, rng: Random) -> list[Step]:
    """The same, and ended on the last day at work."""
    steps = in_contact(year, contact_request, rng)
    at = _lately(year, rng, steps[-1].at + SOON)
    outcome = rng.choice((ContactRequest.Outcome.APPOINTMENT, ContactRequest.Outcome.INFORMED))
    end = {"outcome": str(outcome), "note": stories().closing(rng, outcome)}
    return [*steps, Step(at, Gesture.CLOSE, end)]


WHAT_FOLLOWS = {
    Stage.UNTOUCHED: untouched,
    Stage.TAKEN_UP: taken_up,
    Stage.IN_CONTACT: in_contact,
    Stage.JUST_CLOSED: _just_closed,
}


def _lately(year: Year, rng: Random, since: datetime) -> datetime:
    """A moment of the last day at work: on a Monday morning, that is Friday."""
    for days in range(1, 5):
        earliest = min(max(since, year.now - timedelta(days=days)), year.now)
        if at := moment_at_work(rng, earliest, year.now, year.window.zone):
            return at
    return working_moment(rng, min(since, year.now), year.now, year.window.zone)


def in_time(year: Year, rng: Random, contact_request: ContactRequest) -> datetime:
    """A moment at work between the filing and the due date, in the past."""
    since = contact_request.filed_at + SOON
    until = min(contact_request.due_at, year.now - SOON)
    return working_moment(rng, since, max(since, until), year.window.zone)


# --- Two doubtful filings ---------------------------------------------------------------------------
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
