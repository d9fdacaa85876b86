"""One search, as the site would answer it that day: which offers, in which order, and why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, cached_property
from random import Random
from zoneinfo import ZoneInfo

from boussole.contact_requests.draft import SharedAnswer
from boussole.demo.people import YoungPerson, answers_of, theme_for
from boussole.demo.personas import NADIAS
from boussole.demo.tallies import TallyBook
from boussole.orientation.actions import generalised
from boussole.orientation.models import Search
from boussole.orientation.queries import FoundOffer, found_offers, matching_ids
from boussole.orientation.situation import Situation
from boussole.orientation.wording import summary_lines
from boussole.questionnaires.definition import Answers, Definition
from boussole.questionnaires.queries import OpenTheme, current_questionnaire, open_themes
from boussole.territories.models import Territory

WELL_KNOWN = {NADIAS: 12}  # the largest youth service around: young people ask it first


@dataclass(frozen=True)
class Look:
    """What one person saw of one theme."""

    person: YoungPerson
    theme: OpenTheme
    definition: Definition
    answers: Answers
    day: date
    ids: frozenset[int]  # of the offers open to this person

    @property
    def situation(self) -> Situation:
        return self.person.situation(self.answers)

    @cached_property
    def offers(self) -> Sequence[FoundOffer]:
        """The offers as the page shows them: only read for whoever goes on to ask for one."""
        return found_offers(self.situation, self.theme.id, self.definition, self.day)[1]

    @property
    def shared(self) -> tuple[SharedAnswer, ...]:
        """The lines that this person agrees to share: what they said, in the words that they pressed."""
        return tuple(
            SharedAnswer(question.code, question.label, text, question.is_sensitive)
            for question, text in summary_lines(self.answers, self.definition)
            if self.answers[question.code]
        )

    def picked(self, rng: Random, most: int) -> list[FoundOffer]:
        """Some of the offers, the first ones more often, and those of whom they know: people read from the top."""
        left, chosen = list(self.offers), list[FoundOffer]()
        while left and len(chosen) < most:
            offer = rng.choices(left, [_appeal(offer) / (1 + rank) for rank, offer in enumerate(left)])[0]
            left.remove(offer)
            chosen.append(offer)
        return chosen


def _appeal(offer: FoundOffer) -> int:
    return WELL_KNOWN.get(offer.structure, 1)


class Window:
    """The site of one territory, at any moment of the year."""

    def __init__(self, territory: Territory) -> None:
        self.territory = territory
        self.zone = ZoneInfo(territory.timezone)
        self._searches: list[Search] = []
        self._tallies = TallyBook(territory.pk)
        self._themes = cache(lambda day: open_themes(territory, day))
        self._questionnaire = cache(lambda code: current_questionnaire(code, territory))

    def day(self, at: datetime) -> date:
        return at.astimezone(self.zone).date()

    def theme(self, code: str, at: datetime) -> OpenTheme | None:
        """The theme of this code, if it is open that day and has a questionnaire."""
        return next((t for t in self._open(at) if t.code == code), None)

    def _open(self, at: datetime) -> list[OpenTheme]:
        return [theme for theme in self._themes(self.day(at)) if self._questionnaire(theme.code)]

    def theme_for(self, rng: Random, person: YoungPerson, at: datetime, *, but: str = "") -> OpenTheme | None:
        """What this person looks for that day; None when no theme is open."""
        themes = {theme.code: theme for theme in self._open(at) if theme.code != but}
        return themes[theme_for(rng, person, list(themes))] if themes else None

    def look(
        self, rng: Random, person: YoungPerson, theme: OpenTheme, at: datetime, answers: Answers | None = None
    ) -> Look:
        """Answer the questionnaire, and read the results; nothing is remembered of it yet."""
        found = self._questionnaire(theme.code)
        if found is None:
            raise LookupError(f"The theme {theme.code} has no questionnaire.")
        _, definition = found
        answers = answers or answers_of(rng, person, definition)
        day = self.day(at)
        ids = matching_ids(person.situation(answers), theme.id, definition, day)
        return Look(person, theme, definition, answers, day, frozenset(ids))

    def remember(self, look: Look, at: datetime) -> None:
        """Keep of this search what the results page keeps; `store` writes it."""
        self._searches.append(
            generalised(
                look.situation,
                theme_id=look.theme.id,
                territory=self.territory,
                definition=look.definition,
                offers_found=len(look.ids),
                now=at,
            )
        )
        if found := self._questionnaire(look.theme.code):
            self._tallies.visit(found[0], look.definition, look.answers, look.day)

    def store(self) -> None:
        """Write the searches of the whole year at once: nothing refers to them, and nothing else happens."""
        Search.objects.bulk_create(self._searches, batch_size=1000)
        self._searches.clear()
        self._tallies.store()
