"""A year of life, hour by hour, through the very actions of the site.

An agenda holds what is going to happen; each thing that happens may add others. It stops at the present
moment: whatever was still to come is what the visitor finds on the desks.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from itertools import count
from random import Random
from uuid import UUID, uuid5

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.draft import FilingDraft, Reachable
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.demo.hours import search_moments
from boussole.demo.lives import Gesture, Step, life
from boussole.demo.looks import Look, Window
from boussole.demo.people import CommunesByWeight, YoungPerson, reachable, somebody
from boussole.demo.stories import stories
from boussole.demo.teams import Teams
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

Plan = Callable[[ContactRequest, Random], list[Step]]


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
        self._teams: Teams | None = None
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
            self.add(self.days_ago(days, hour=9, minute=1), lambda at: actions.remind_due(now=at))
            self.add(self.days_ago(days, hour=17, minute=1), lambda at: actions.ask_opinions(now=at))

    def run(self) -> Told:
        """Let everything happen, in order, up to the present moment."""
        self._teams = Teams()
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
        key: UUID | None = None,
        is_doubtful: bool = False,
    ) -> Filing:
        """File through the site's own door; `plan` tells what becomes of each request, else chance does."""
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
                self._live(contact_request, rng, plan or self._chance)
        return filing

    def _chance(self, contact_request: ContactRequest, rng: Random) -> list[Step]:
        return life(
            rng,
            stories(),
            filed_at=contact_request.filed_at,
            due_at=contact_request.due_at,
            zone=self.window.zone,
            has_phone=bool(contact_request.filing.phone),
        )

    def _live(self, contact_request: ContactRequest, rng: Random, plan: Plan) -> None:
        assert self._teams is not None  # noqa: S101  (requests are only filed while the year runs)
        owner = self._teams.somebody_for(rng, contact_request, self.window.day(contact_request.filed_at))
        for step in plan(contact_request, rng):
            if owner or step.gesture == Gesture.WITHDRAW:
                self.add(step.at, self._gesture(contact_request, step, owner))

    def _gesture(
        self, contact_request: ContactRequest, step: Step, owner: User | None
    ) -> Callable[[datetime], None]:
        def happen(at: datetime) -> None:
            if step.gesture == Gesture.WITHDRAW:
                actions.withdraw(contact_request, now=at)
                return
            if step.gesture == Gesture.TAKE_UP:
                actions.record_look(contact_request, by=owner, now=at - timedelta(minutes=1))  # type: ignore[arg-type]
            getattr(actions, step.gesture)(contact_request, by=owner, now=at, **step.facts)

        return happen
