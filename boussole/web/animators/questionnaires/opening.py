"""The themes of each territory that somebody runs: those it opens, in its order, and those it does not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boussole.accounts.models import User
from boussole.accounts.policies import animated_territories
from boussole.core.typography import day_in_words
from boussole.questionnaires.models import TerritoryTheme, Theme
from boussole.territories.models import Territory


@dataclass(frozen=True, slots=True)
class OpenedLine:
    """A theme of a territory, and since when or until when."""

    opened: TerritoryTheme
    state: str
    is_open: bool


@dataclass(frozen=True, slots=True)
class Opening:
    """One territory."""

    territory: Territory
    lines: list[OpenedLine]
    others: list[Theme]


def openings_of(user: User, day: date) -> list[Opening]:
    """Two queries, whatever the number of territories."""
    territories = animated_territories(user, day)
    rows = list(
        TerritoryTheme.objects.filter(territory__in=territories)
        .select_related("theme")
        .order_by("position", "pk")
    )
    themes = list(Theme.objects.all())
    found = []
    for territory in territories:
        own = [row for row in rows if row.territory_id == territory.pk]
        taken = {row.theme_id for row in own}
        found.append(
            Opening(
                territory,
                [OpenedLine(row, state_in_words(row, day), row.is_open_on(day)) for row in own],
                [theme for theme in themes if theme.pk not in taken],
            )
        )
    return found


def state_in_words(opened: TerritoryTheme | None, day: date) -> str:
    """« ouvert depuis le lundi 1er septembre 2025 », « s’ouvre le… », « fermé depuis le… »."""
    if opened is None:
        return "jamais ouvert ici"
    if opened.opened_on > day:
        return f"s’ouvre le {day_in_words(opened.opened_on, year=True)}"
    if opened.closed_on is not None and opened.closed_on < day:
        return f"fermé depuis le {day_in_words(opened.closed_on, year=True)} au soir"
    if opened.closed_on is not None:
        return f"ouvert, jusqu’au {day_in_words(opened.closed_on, year=True)} au soir"
    return f"ouvert depuis le {day_in_words(opened.opened_on, year=True)}"
