"""Where the visit takes place: the commune, the Boussole that is open there, its themes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.shortcuts import redirect

from boussole.core.clock import local_day
from boussole.orientation.situation import Situation
from boussole.questionnaires.definition import Answers
from boussole.questionnaires.queries import OpenTheme, open_themes
from boussole.territories.geography import PARIS, Commune, UnknownCommune, geography, timezone_of
from boussole.territories.models import Territory
from boussole.web.public.doors import Elsewhere
from boussole.web.public.visit import Visit


@dataclass(frozen=True)
class Surroundings:
    """A place on a day. Without a territory, the national themes are open."""

    commune: Commune
    second_commune: Commune | None
    territory: Territory | None
    themes: tuple[OpenTheme, ...]
    now: datetime

    @property
    def timezone(self) -> str:
        return timezone_of(self.commune)

    @property
    def day(self) -> date:
        """Today, where the young person lives."""
        return local_day(self.now, self.timezone)

    def theme(self, code: str) -> OpenTheme | None:
        """The theme of this code, if it is open here today."""
        return next((theme for theme in self.themes if theme.code == code), None)

    def situation(self, visit: Visit, answers: Answers) -> Situation:
        return Situation(self.commune, self.second_commune, visit.age, answers)


def surroundings_of(visit: Visit, now: datetime, *, destination: str = "") -> Surroundings:
    """Two queries, whatever the place.

    :raises Elsewhere: to the home page, which asks for the commune, then leads to `destination` (a path)
    """
    home = commune_of(visit.commune)
    if home is None:
        visit.destination = destination
        raise Elsewhere(redirect("public:home"))
    territory = Territory.objects.at(home)
    themes = open_themes(territory, local_day(now, timezone_of(home)))
    return Surroundings(home, commune_of(visit.second_commune), territory, tuple(themes), now)


def day_of(visit: Visit, now: datetime) -> date:
    """Today, where the young person lives; in Paris, until we know."""
    home = commune_of(visit.commune)
    return local_day(now, timezone_of(home) if home else PARIS)


def commune_of(code: str) -> Commune | None:
    """The commune of this code; None for no code, or for one that no longer exists."""
    try:
        return geography().commune(code) if code else None
    except UnknownCommune:
        return None
