"""A year of life, hour by hour, through the very actions of the site.

An agenda holds what is going to happen; each thing that happens may add others. It stops at the present
moment: whatever was still to come is what the visitor finds on the desks.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from functools import cached_property, partial
from itertools import count
from random import Random
from uuid import UUID, uuid5

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.draft import FilingDraft, Reachable
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.demo.gestures import carry_out
from boussole.demo.hours import search_moments
from boussole.demo.lives import YOUNG_PERSONS, Gesture, Step, life
from boussole.demo.looks import Look, Window
from boussole.demo.people import CommunesByWeight, YoungPerson, reachable, somebody
from boussole.demo.stories import stories
from boussole.demo.teams import Gone, Teams
from boussole.offers.actions import reminding, scheduling
from boussole.orientation.queries import FoundOffer
from boussole.territories.models import Territory

YEAR = timedelta(days=365)
SWEPT_DAYS = 40  # a silence is over after thirty
KEYS = UUID("b05501e5-0000-4000-8000-000000000042")  # the names of the demo's filings are derived from it
SEARCHES_PER_REQUEST = 5
OFFERS_ASKED = ((1, 2, 3), (66, 24, 10))
OFFERS_ASKED_ON_AVERAGE = 1.44
TWO_THEMES, WITH_A_MESSAGE = 0.12, 0.45
AGREEMENT = "demo"  # nobody read a text of ours: these people do not exist

ENTRUSTED, A_LITTLE = (
    0.08,
    timedelta(minutes=12),
)  # some requests go to a colleague as soon as they are opened

Plan = Callable[[ContactRequest, Random], list[Step]]


def _absences(at: datetime) -> None:
    actions.follow_absences(now=at)
    actions.rescue_orphans(now=at)


def _reminders(at: datetime) -> None:
    actions.remind_due(now=at)
    actions.sweep_redirections(now=at)
    reminding.remind_due(now=at)
    scheduling.publish_due(now=at)


def _opinions(at: datetime) -> None:
    actions.ask_opinions(now=at)


# What the worker does all day long, at the only hours when it has something to do.
SWEEPS: tuple[tuple[int, int, Callable[[datetime], None]], ...] = (
    (0, 11, _absences),
    (9, 1, _reminders),
    (17, 1, _opinions),
)


@dataclass(order=True)
class Event:
    at: datetime
    order: int
    happen: Callable[[datetime], object] = field(compare=False)


@dataclass
class Told:
    """What has been written."""

    searches: int = 0
    unmet: int = 0
    filings: int = 0
    requests: int = 0


class Year:
    """The agenda of one territory; everything drawn from the seed."""

    def __init__(self, territory: Territory, *, now: datetime, seed: int, say: Callable[[str], None]) -> None:
        self.territory, self.now, self.seed, self.say = territory, now, seed, say
        self.rng = Random(seed)  # noqa: S311  (invented lives, not secrets)
        self.told = Told()
        self.window = Window(territory)
        self.communes = CommunesByWeight(territory.areas)
        self.gone: list[Gone] = []  # who is away, and when: added before the year runs
        self._agenda: list[Event] = []
        self._orders = count()
        # The ends of phone numbers, never twice; the first hundred are for whoever has a story of their own.
        self._numbers = self.rng.sample(range(100, 10_000), 9_900)
        self._owed = 0  # people who wanted to be called back and found nothing: the next one will

    @property
    def since(self) -> datetime:
        return self.now - YEAR

    def days_ago(self, days: int, *, hour: int, minute: int) -> datetime:
        """That hour, some days before today, where the young people live."""
        day = self.window.day(self.now) - timedelta(days=days)
        return datetime.combine(day, time(hour, minute), tzinfo=self.window.zone).astimezone(UTC)

    @cached_property
    def teams(self) -> Teams:
        return Teams(self.gone)

    # --- The agenda -------------------------------------------------------------------------------------
    def add(self, at: datetime, happen: Callable[[datetime], object]) -> None:
        heapq.heappush(self._agenda, Event(at, next(self._orders), happen))

    def add_searches(self, requests: int) -> None:
        """Spread over the year as many searches, and enough filings, for about so many requests."""
        moments = search_moments(
            self.rng,
            requests * SEARCHES_PER_REQUEST,
            since=self.since,
            until=self.now,
            zone=self.window.zone,
        )
        wanted = round(requests / OFFERS_ASKED_ON_AVERAGE)
        willing = set(self.rng.sample(range(len(moments)), wanted))
        for number, at in enumerate(moments):
            self.add(at, self._search(number, wants_an_answer=number in willing))

    def add_sweeps(self) -> None:
        """Let the site's own clock turn: reminders in the morning, opinions after class.

        The last weeks only: what is older has been answered, or would have been closed by the first sweep.
        """
        for days in range(SWEPT_DAYS, -1, -1):
            for hour, minute, sweep in SWEEPS:
                self.add(self.days_ago(days, hour=hour, minute=minute), sweep)
        # Only those of the last morning: each is as many mails as there are people with something to do.
        last_morning = next(
            at for days in (0, 1) if (at := self.days_ago(days, hour=8, minute=31)) <= self.now
        )
        self.add(last_morning, lambda at: actions.send_digests(now=at))

    def run(self) -> Told:
        """Let everything happen, in order, up to the present moment."""
        month = ""
        while self._agenda and self._agenda[0].at <= self.now:
            event = heapq.heappop(self._agenda)
            if month != (month := f"{event.at:%Y-%m}"):
                self.say(f"  {month}")
            event.happen(event.at.astimezone(UTC))
        self.window.store()
        return self.told

    def next_number(self) -> int:
        """The end of a phone number that nobody else has."""
        return self._numbers.pop()

    # --- What happens -----------------------------------------------------------------------------------
    def _search(self, number: int, *, wants_an_answer: bool) -> Callable[[datetime], None]:
        def happen(at: datetime) -> None:
            rng = Random(f"{self.seed}/search/{number}")  # noqa: S311
            person = somebody(rng, self.communes)
            looks = self.looks_of(rng, person, at)
            if not (wants_an_answer or self._owed):
                return
            self._owed += wants_an_answer
            if any(look.ids for look in looks):
                self._owed -= 1
                self.file(rng, looks, at)

        return happen

    def looks_of(self, rng: Random, person: YoungPerson, at: datetime) -> list[Look]:
        """One theme, sometimes two; each is a search that the site remembers."""
        looks: list[Look] = []
        for _ in range(2 if rng.random() < TWO_THEMES else 1):
            theme = self.window.theme_for(rng, person, at, but=looks[0].theme.code if looks else "")
            if theme is not None:
                looks.append(self.remember(self.window.look(rng, person, theme, at), at))
        return looks

    def remember(self, look: Look, at: datetime) -> Look:
        self.window.remember(look, at)
        self.told.searches += 1
        self.told.unmet += not look.ids
        return look

    def file(self, rng: Random, looks: Sequence[Look], at: datetime) -> Filing:
        """Choose among what was found, leave a number or an address, and let each request live."""
        (most,) = rng.choices(*OFFERS_ASKED)
        chosen: list[FoundOffer] = []
        for look in looks:
            chosen += look.picked(rng, max(1, most - len(chosen)))
        first = looks[0]
        message = ""
        if rng.random() < WITH_A_MESSAGE:
            message = stories().message(rng, first.theme.code, first.answers)
        who = reachable(
            rng,
            number=self.next_number(),
            message=message,
            is_sensitive=any(look.theme.is_sensitive for look in looks),
        )
        return self.send(rng, looks, chosen, who, at)

    def send(
        self,
        rng: Random,
        looks: Sequence[Look],
        chosen: Sequence[FoundOffer],
        who: Reachable,
        at: datetime,
        *,
        plan: Plan | None = None,
        by: User | None = None,
        key: UUID | None = None,
        is_doubtful: bool = False,
    ) -> Filing:
        """File through the site's own door; `plan` and `by` tell what becomes of it and who answers, else chance."""
        person, asked = looks[0].person, {offer.id for offer in chosen}
        useful = [look for look in looks if not asked.isdisjoint(look.ids)]
        draft = FilingDraft(
            key=key or uuid5(KEYS, f"{self.seed}/{self.told.filings}"),
            reachable=who,
            age=person.age,
            commune=person.commune.code,
            second_commune=person.second_commune.code if person.second_commune else "",
            offers=tuple(offer.id for offer in chosen),
            situations={look.theme.code: look.shared for look in useful},
            reasons={offer.id: offer.reasons for offer in chosen},
            agreement_version=AGREEMENT,
            is_doubtful=is_doubtful,
        )
        filing = actions.file(draft, now=at)
        self.told.filings += 1
        for contact_request in filing.contact_requests.select_related("offer", "filing").order_by("pk"):
            self.told.requests += 1
            if not is_doubtful:
                self.live(contact_request, rng, plan or self._chance, by)
        return filing

    # --- What becomes of a request ------------------------------------------------------------------------
    def live(self, contact_request: ContactRequest, rng: Random, plan: Plan, by: User | None = None) -> None:
        """Add to the agenda what this plan makes of the request; `by` somebody of the structure, else anybody."""
        day = self.window.day(contact_request.filed_at)
        owner = by or self.teams.somebody_for(rng, contact_request, day)
        steps = plan(contact_request, rng)
        taken_up = next((step for step in steps if step.gesture == Gesture.TAKE_UP), None)
        if owner and taken_up and plan == self._chance and rng.random() < ENTRUSTED:
            owner = self._entrust(contact_request, rng, steps, owner) or owner
        for step in steps:
            if owner or step.gesture in YOUNG_PERSONS:
                self.add(step.at, partial(carry_out, self, contact_request, step, owner))

    def _entrust(
        self, contact_request: ContactRequest, rng: Random, steps: list[Step], owner: User
    ) -> User | None:
        """Whoever opens the request gives it to a colleague, who goes on with it."""
        colleague = self.teams.colleague_of(rng, owner, contact_request, self.window.day(steps[0].at))
        at = steps[0].at + A_LITTLE
        if colleague is None or len(steps) < 2 or steps[1].at <= at:
            return None
        first = steps.pop(0)
        self.add(first.at, partial(carry_out, self, contact_request, first, owner))
        self.add(at, lambda at: actions.assign(contact_request, to=colleague, by=owner, now=at))
        return colleague

    def _chance(self, contact_request: ContactRequest, rng: Random) -> list[Step]:
        return life(
            rng,
            stories(),
            filed_at=contact_request.filed_at,
            due_at=contact_request.due_at,
            zone=self.window.zone,
            has_phone=bool(contact_request.filing.phone),
        )
