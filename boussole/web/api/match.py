"""The matching engine over HTTP, for anybody who wants to check it from outside.

Same input and same answer as a line of `boussole match`, on the offers of this site.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from ninja import Router, Schema, Status
from pydantic import ConfigDict, Field

from boussole.core.clock import now
from boussole.orientation.queries import found_offers
from boussole.orientation.situation import UnreadableSituation, commune_from, situation_from
from boussole.questionnaires.models import TerritoryTheme
from boussole.questionnaires.queries import current_questionnaire, theme_id_of
from boussole.territories.models import Territory

router = Router()


class SituationIn(Schema):
    """A young person's situation. It names nobody, and it is not kept."""

    model_config = ConfigDict(extra="forbid")

    theme: str = Field(max_length=100, description="Code of the theme, such as « emploi »")
    commune: str = Field(max_length=5, description="Official code (INSEE) of the commune of residence")
    second_commune: str | None = Field(None, max_length=5, description="Where they study or work")
    age: int | None = Field(None, ge=0, le=120)
    answers: dict[str, Any] = Field(
        default_factory=dict,
        max_length=60,
        description="By code of question: a code, a list of codes, a number, a boolean; left out is unanswered",
    )


class OfferOut(Schema):
    offer: str
    structure: str
    category: str
    reasons: list[str]


class MatchOut(Schema):
    offers: list[OfferOut]
    theme_is_open: bool
    count: int


class Refusal(Schema):
    error: str


@router.post("/match", response={200: MatchOut, 404: Refusal, 422: Refusal}, summary="Match a situation")
def match(request: HttpRequest, entry: SituationIn) -> Any:
    """The offers open to a situation, in the order of the page, with the reasons in words."""
    theme_id = theme_id_of(entry.theme)
    if theme_id is None:
        return Status(404, {"error": f"Le thème « {entry.theme} » n’existe pas."})
    day = now().date()
    situation_entry = entry.model_dump(exclude={"theme"})
    try:
        home = commune_from(entry.commune)
        territory = Territory.objects.at(home)
        current = current_questionnaire(entry.theme, territory)
        if current is None:
            return Status(404, {"error": f"Le thème « {entry.theme} » n’a pas de questionnaire publié."})
        situation = situation_from(situation_entry, current[1])
    except UnreadableSituation as unreadable:
        return Status(422, {"error": str(unreadable)})
    opened = TerritoryTheme.objects.open_on(day).filter(territory=territory, theme_id=theme_id)
    if territory is not None and not opened.exists():
        return {"offers": [], "theme_is_open": False, "count": 0}
    count, found = found_offers(situation, theme_id, current[1], day)
    offers = [
        {"offer": o.code, "structure": o.structure, "category": o.category, "reasons": list(o.reasons)}
        for o in found
    ]
    return {"offers": offers, "theme_is_open": True, "count": count}
