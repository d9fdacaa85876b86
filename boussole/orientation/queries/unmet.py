"""How many searches found nothing, by theme: the first look at unmet needs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q

from boussole.orientation.models import Search


@dataclass(frozen=True, slots=True)
class ThemeNeeds:
    """The searches of one theme, and those among them that found nothing."""

    theme_id: int
    code: str
    name: str
    searches: int
    unmet: int


def unmet_by_theme(areas: Collection[str], since: date, until: date) -> list[ThemeNeeds]:
    """The themes searched for in these areas between two days (both included), the most unmet first. One query."""
    rows = (
        Search.objects.filter(area__in=areas, day__range=(since, until))
        .values("theme_id", "theme__code", "theme__name")
        .annotate(searches=Count("pk"), unmet=Count("pk", filter=Q(offers_found=0)))
    )
    found = [
        ThemeNeeds(row["theme_id"], row["theme__code"], row["theme__name"], row["searches"], row["unmet"])
        for row in rows
    ]
    return sorted(found, key=lambda each: (-each.unmet, -each.searches, each.code))
