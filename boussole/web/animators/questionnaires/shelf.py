"""All the questionnaires that somebody writes: the national ones, or those of each of their territories."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boussole.accounts.models import User
from boussole.accounts.policies import animated_territories, is_national
from boussole.questionnaires.models import NATIONAL, Questionnaire, TerritoryTheme, Theme
from boussole.territories.models import Territory


@dataclass(frozen=True, slots=True)
class ShelfLine:
    """One theme: what is on line, and what is being written."""

    theme: Theme
    scope: str
    on_line: Questionnaire | None
    at_work: Questionnaire | None
    national: Questionnaire | None = None  # what the territory follows when it has none of its own


@dataclass(frozen=True, slots=True)
class Shelf:
    """Those of the country (no territory) or of a territory."""

    territory: Territory | None
    lines: list[ShelfLine]

    @property
    def name(self) -> str:
        return self.territory.name if self.territory else "National"


def shelves_of(user: User, day: date) -> list[Shelf]:
    """Three queries, whatever the number of themes and territories."""
    places: list[Territory | None] = [None] if is_national(user, day) else []
    places += animated_territories(user, day)
    statuses = (Questionnaire.Status.PUBLISHED, *Questionnaire.AT_WORK)
    rows = Questionnaire.objects.visible_to(user, day).filter(status__in=statuses)
    current = list(rows.select_related("territory", "author").defer("document", "layer"))
    opened = {
        (row.territory_id, row.theme_id)
        for row in TerritoryTheme.objects.filter(territory__in=[place for place in places if place])
    }
    themes = list(Theme.objects.all())
    return [
        Shelf(place, [_line(theme, place, current) for theme in themes if _belongs(theme, place, opened)])
        for place in places
    ]


def _belongs(theme: Theme, place: Territory | None, opened: set[tuple[int, int]]) -> bool:
    return place is None or (place.pk, theme.pk) in opened


def _line(theme: Theme, place: Territory | None, rows: list[Questionnaire]) -> ShelfLine:
    own = [row for row in rows if row.theme_id == theme.pk and row.territory == place]
    national = [row for row in rows if row.theme_id == theme.pk and row.territory is None]
    return ShelfLine(
        theme,
        place.code if place else NATIONAL,
        next((row for row in own if row.status == Questionnaire.Status.PUBLISHED), None),
        next((row for row in own if row.is_at_work), None),
        next((row for row in national if row.status == Questionnaire.Status.PUBLISHED), None),
    )
