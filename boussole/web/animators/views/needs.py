"""« Besoins »: what young people look for and do not find, where, and what nearly matched (charter A3)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from boussole.accounts.policies import animated_territories
from boussole.core.masking import FEWEST, masked
from boussole.offers.models import Offer
from boussole.orientation import unmet
from boussole.orientation.queries import unmet as unmet_needs_of
from boussole.orientation.queries.unmet import ThemeNeeds, unmet_by_theme
from boussole.orientation.replay import search_areas
from boussole.orientation.unmet import UnmetNeed
from boussole.questionnaires.queries import current_questionnaire
from boussole.territories.geography import geography
from boussole.territories.models import Territory
from boussole.territories.zones import Zone
from boussole.web.animators.desk import Desk, as_animator, page
from boussole.web.animators.needs_map import needs_map

PERIODS = {"30": "30 derniers jours", "90": "3 derniers mois", "365": "12 derniers mois"}
MOST_LINES = 25


@dataclass(frozen=True)
class Wanted:
    """What the page is asked to show; what makes no sense is replaced by what is most useful."""

    territory: Territory
    days: str
    theme: str
    area: str

    def query(self, **changed: str) -> str:
        """The same page with another choice."""
        asked = {
            "territoire": self.territory.code,
            "depuis": self.days,
            "theme": self.theme,
            "lieu": self.area,
        }
        return "?" + urlencode({key: value for key, value in (asked | changed).items() if value})


@dataclass(frozen=True)
class Line:
    """One need, in words, and where it leads."""

    need: UnmetNeed
    place: str
    sentence: str
    offers: tuple[Offer, ...]  # those that one criterion alone keeps away
    prospect_url: str
    question_url: str


@require_safe
@as_animator
def needs(request: HttpRequest, desk: Desk) -> HttpResponse:
    """By theme first; then, for one theme, where, who, and what was missing."""
    territories = animated_territories(desk.user, desk.day)
    usual = animated_territories(desk.lens, desk.day)[0]
    chosen = {each.code: each for each in territories}.get(request.GET.get("territoire", ""), usual)
    areas = search_areas(Zone.restored(chosen.areas))
    days = request.GET.get("depuis", "")
    days = days if days in PERIODS else "90"
    since = desk.day - timedelta(days=int(days))
    themes = unmet_by_theme(areas, since, desk.day)
    theme = next((each for each in themes if each.code == request.GET.get("theme")), None)
    area = request.GET.get("lieu", "")
    wanted = Wanted(chosen, days, theme.code if theme else "", area if area in areas else "")
    return page(
        request,
        desk,
        "needs/needs",
        wanted=wanted,
        territories=territories,
        periods=[(key, label, wanted.query(depuis=key)) for key, label in PERIODS.items()],
        themes=[(each, masked(each.unmet), wanted.query(theme=each.code, lieu="")) for each in themes],
        theme=theme,
        **(_one_theme(desk, wanted, theme, areas, since) if theme else {}),
    )


def _one_theme(
    desk: Desk, wanted: Wanted, theme: ThemeNeeds, areas: list[str], since: date
) -> dict[str, Any]:
    current = current_questionnaire(theme.code, wanted.territory)
    found = unmet_needs_of(theme.theme_id, areas, since, desk.day, current[1]) if current else []
    here = [need for need in found if not wanted.area or need.area == wanted.area]
    by_area = unmet.by_area(found)
    return {
        "unmet_words": masked(theme.unmet),
        "map": needs_map(wanted.territory.areas, by_area),
        "by_area": [
            (geography().name_in_words(each.key), each.times_in_words, wanted.query(lieu=each.key))
            for each in by_area
        ],
        "by_age": [(each.key, each.times_in_words) for each in unmet.by_age(here)],
        "by_missing": [(each.key, each.times_in_words) for each in unmet.by_missing(here)],
        "place": geography().name_in_words(wanted.area) if wanted.area else "",
        "all_places_url": wanted.query(lieu=""),
        "lines": _lines(wanted, theme, here[:MOST_LINES]),
        "hidden": max(0, len(here) - MOST_LINES),
    }


def _lines(wanted: Wanted, theme: ThemeNeeds, found: list[UnmetNeed]) -> list[Line]:
    codes = {code for need in found for each in need.missing for code in each.offers}
    offers = {row.code: row for row in Offer.objects.filter(code__in=codes).select_related("structure")}
    return [_line(wanted, theme, need, offers) for need in found]


def _line(wanted: Wanted, theme: ThemeNeeds, need: UnmetNeed, offers: dict[str, Offer]) -> Line:
    sentence = ", ".join(need.profile)[:300]
    near = dict.fromkeys(code for each in need.missing for code in each.offers)
    close = tuple(offers[code] for code in near if code in offers)
    asked = {
        "territoire": wanted.territory.code,
        "theme": theme.code,
        "lieu": need.area,
        "besoin": sentence,
        "recherches": str(need.times) if need.times >= FEWEST else "",
    }
    query = urlencode({key: value for key, value in asked.items() if value})
    of_offers = urlencode([("offre", offer.code) for offer in close[:5]])
    return Line(
        need=need,
        place=geography().name_in_words(need.area),
        sentence=sentence,
        offers=close,
        prospect_url=f"{reverse('animators:new_prospect')}?{query}",
        question_url=f"{reverse('animators:new_question')}?{query}{'&' if of_offers else ''}{of_offers}",
    )
