"""Past searches, grouped, and the offers that they are replayed on."""

from __future__ import annotations

import json
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import connection

from boussole.accounts.policies import around
from boussole.offers.models import OfferReach
from boussole.orientation.matching import OfferTerms
from boussole.orientation.queries.matching import criteria_of
from boussole.orientation.replay import SearchGroup
from boussole.orientation.unmet import UnmetNeed, unmet_needs
from boussole.questionnaires.definition import Definition
from boussole.territories.zones import Zone


def search_groups(
    theme_id: int,
    areas: Collection[str] | None,
    since: date,
    until: date,
    *,
    questions: Collection[str] | None = None,
    near: Collection[str] | None = None,
    unmet_only: bool = False,
) -> list[SearchGroup]:
    """The searches of a theme between two days (both included), those that say the same counted together.

    One query, whatever their number. `areas` are those under which searches are kept (`replay.search_areas`);
    None is the whole country. The most frequent come first.

    Searches of a whole région hardly ever say the same: whoever asks about some questions, or about one zone, says
    so. With `questions`, no other answer is read; with `near`, the areas of that zone count as one, and all the
    others as nowhere.
    """
    conditions = ["theme_id = %s", "day BETWEEN %s AND %s"]
    parameters: list[Any] = [theme_id, since, until]
    if areas is not None:
        conditions.append("area = ANY(%s)")
        parameters.append(list(areas))
    if unmet_only:
        conditions.append("offers_found = 0")
    area, of_area = _area_read(near)
    answers, of_answers = _answers_read(questions)
    # Column names and operators only: every value is a parameter.
    statement = (
        f"SELECT {area} AS place, age_group, {answers} AS told, count(*) AS times FROM orientation_search"  # noqa: S608
        f" WHERE {' AND '.join(conditions)} GROUP BY place, age_group, told"
        " ORDER BY times DESC, place, age_group, told"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, [*of_area, *of_answers, *parameters])
        return [
            SearchGroup(place, age_group, _answers_from(told), times)
            for place, age_group, told, times in cursor.fetchall()
        ]


def _area_read(near: Collection[str] | None) -> tuple[str, list[Any]]:
    if near is None:
        return "area", []
    return "CASE WHEN area = ANY(%s) THEN %s ELSE '' END", [list(near), min(near, default="")]


def _answers_read(questions: Collection[str] | None) -> tuple[str, list[Any]]:
    if questions is None:
        return "answers", []
    pairs = ", ".join(["%s::text, answers->%s"] * len(questions))
    codes = [code for question in sorted(questions) for code in (question, question)]
    return f"jsonb_strip_nulls(jsonb_build_object({pairs}))", codes


def _answers_from(stored: str) -> dict[str, frozenset[str]]:
    return {code: frozenset(given) for code, given in json.loads(stored).items()}


def terms_of(theme_id: int, day: date, areas: Collection[str] | None = None) -> list[OfferTerms]:
    """The offers of a theme shown that day that serve a commune of these areas (None: anywhere). Two queries.

    The very rows that matching reads: paused, ended, full or uncovered offers are not there.
    """
    rows = OfferReach.objects.filter(theme_id=theme_id, starts_on__lte=day, ends_on__gte=day)
    if areas is not None:
        rows = rows.filter(area__in=around(tuple(areas)))
    own, inherited = "offer__areas", "offer__structure__areas"
    shown = {row["offer_id"]: row for row in rows.values(*_TERMS, own, inherited)}  # one row per area served
    criteria = criteria_of(shown)
    found = [
        OfferTerms(
            offer=row["offer__code"],
            structure=row["offer__structure__code"],
            category=row["category"],
            zone=Zone.restored(row[inherited] if row[own] is None else row[own]),
            criteria=tuple(criteria[pk]),
            starts_on=row["starts_on"],
            ends_on=row["ends_on"],
            is_overloaded=row["is_full"] or row["comes_last"],
        )
        for pk, row in shown.items()
    ]
    return sorted(found, key=lambda terms: terms.offer)


def unmet(
    theme_id: int, areas: Collection[str] | None, since: date, until: date, definition: Definition
) -> list[UnmetNeed]:
    """The searches of those days that found nothing, with the criterion that was missing. Three queries.

    Near misses are looked for among the offers shown on the last day: what could be opened wider now.
    """
    groups = search_groups(theme_id, areas, since, until, unmet_only=True)
    return unmet_needs(groups, terms_of(theme_id, until, areas), definition)


_TERMS = (
    "offer_id", "category", "is_full", "comes_last", "starts_on", "ends_on", "offer__code", "offer__structure__code",
)  # fmt: skip
