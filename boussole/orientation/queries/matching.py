"""Matching against the database: one index-only scan, then the few rows that are shown."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection

from boussole.offers.criteria import Criterion, CriterionKind
from boussole.offers.models import Offer
from boussole.orientation.matching import reasons
from boussole.orientation.ordering import Ranked, in_order
from boussole.orientation.situation import Situation
from boussole.questionnaires.definition import Definition, answer_key

# Full or slower, an offer comes last: both are in the index, the scan reads nothing else.
MATCHED = "offer_id, category, is_full OR comes_last AS is_last, structure_key, offer_key"
MAX_SHOWN = 200  # beyond, a page helps nobody; the count stays exact


@dataclass(frozen=True, slots=True)
class FoundOffer:
    """A row of the results page: plain values, since model instances would double its cost."""

    id: int
    code: str
    title: str
    summary: str
    place: str
    promised_days: int
    slower_until: date | None
    is_full: bool
    category: str
    category_name: str
    structure: str
    structure_name: str
    structure_commune: str
    site_communes: tuple[str, ...]  # its other places
    reasons: tuple[str, ...]


def match_statement(
    situation: Situation, theme_id: int, definition: Definition, day: date
) -> tuple[str, list[Any]]:
    """The SQL of the match and its parameters. Mirrors `matching.matches`; a test holds them equal."""
    conditions = ["theme_id = %s", "area = ANY(%s)", "%s BETWEEN starts_on AND ends_on"]
    parameters: list[Any] = [theme_id, list(situation.areas), day]
    if situation.age is not None:
        conditions.append("%s BETWEEN age_min AND age_max")
        parameters.append(situation.age)
    single: list[int] = []
    for code, given in sorted(situation.answers.items()):
        question = definition.questions.get(code)
        if isinstance(given, int):
            conditions.append(
                "(ranges IS NULL OR ranges->%s IS NULL OR %s BETWEEN coalesce((ranges->%s->>0)::int, %s)"
                " AND coalesce((ranges->%s->>1)::int, %s))"
            )
            parameters += [code, given, code, given, code, given]
        elif given and not (question and given & question.wildcards):
            keys = [answer_key(code, answer) for answer in sorted(given)]
            if len(keys) == 1:
                single += keys
            else:  # several answers: excluded only when all of them are rejected
                conditions.append("NOT rejected @> %s::int[]")
                parameters.append(keys)
    if single:
        conditions.append("NOT rejected && %s::int[]")
        parameters.append(single)
    # Column names and operators only: every value is a parameter.
    return f"SELECT {MATCHED} FROM offers_offerreach WHERE {' AND '.join(conditions)}", parameters  # noqa: S608


def matching_ids(situation: Situation, theme_id: int, definition: Definition, day: date) -> list[int]:
    """The ids of every offer open to this situation. One query, whatever their number."""
    statement, parameters = match_statement(situation, theme_id, definition, day)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(dict.fromkeys(row[0] for row in cursor.fetchall()))


@dataclass(frozen=True, slots=True)
class ResultsPage:
    """What a page of results shows: how many offers match, those shown, and how many each category keeps back."""

    count: int
    offers: list[FoundOffer]
    kept_back: dict[str, int]


def found_offers(
    situation: Situation, theme_id: int, definition: Definition, day: date
) -> tuple[int, list[FoundOffer]]:
    """How many offers are open to this situation, and all that a page can show, explained and in order."""
    page = results_page(situation, theme_id, definition, day)
    return page.count, page.offers


def results_page(
    situation: Situation,
    theme_id: int,
    definition: Definition,
    day: date,
    *,
    category: str = "",
    most_per_category: int = MAX_SHOWN,
) -> ResultsPage:
    """The offers of one page: of one category, or the first of each.

    Three queries, whatever the number of offers: the match with what orders it, the rows, their criteria.
    """
    matched = _matched(situation, theme_id, definition, day)
    shown: list[int] = []
    kept_back: Counter[str] = Counter()
    taken: Counter[str] = Counter()
    for one in in_order(matched, situation.seed):
        code = one.category_code
        if category and code != category:
            continue
        taken[code] += 1
        if taken[code] <= most_per_category and len(shown) < MAX_SHOWN:
            shown.append(one.item)
        else:
            kept_back[code] += 1
    rows = {row["id"]: row for row in offer_rows(shown, day)}
    criteria = criteria_of(shown)
    offers = [_found(rows[pk], reasons(criteria[pk], situation, definition)) for pk in shown if pk in rows]
    return ResultsPage(count=len(matched), offers=offers, kept_back=dict(kept_back))


def _matched(situation: Situation, theme_id: int, definition: Definition, day: date) -> list[Ranked]:
    """Every offer open to this situation, with what orders it: one index-only scan, no other table."""
    statement, parameters = match_statement(situation, theme_id, definition, day)
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        # An offer has one row per area that it serves that day: the last one read stands for all, they say the same.
        rows = {row[0]: row for row in cursor.fetchall()}
    return [
        Ranked(category, is_last, structure_key, offer_key, pk)
        for pk, category, is_last, structure_key, offer_key in rows.values()
    ]


def offer_rows(ids: Iterable[int], day: date) -> list[dict[str, Any]]:
    """What the page shows of these offers, with what they promise that day. One query."""
    columns = ["id", "code", "title", "summary", "place", "days_promised", "slower_until", "is_full"]
    columns += ["category__code", "category__name", "category__position"]
    columns += ["structure__code", "structure__name", "structure__commune", "site_communes"]
    return list(Offer.objects.filter(pk__in=list(ids)).promising(day).with_sites().values(*columns))


def criteria_of(ids: Iterable[int]) -> dict[int, list[Criterion]]:
    """The criteria of these offers, as values. One query."""
    found: dict[int, list[Criterion]] = defaultdict(list)
    statement = (
        "SELECT offer_id, question, kind, accepted, minimum, maximum FROM offers_criterion"
        " WHERE offer_id = ANY(%s) ORDER BY id"
    )
    with connection.cursor() as cursor:  # rows as they come: the model would cost more than the query
        cursor.execute(statement, [list(ids)])
        for offer, question, kind, accepted, minimum, maximum in cursor.fetchall():
            found[offer].append(
                Criterion(question, CriterionKind(kind), frozenset(accepted), minimum, maximum)
            )
    return found


def _found(row: dict[str, Any], why: tuple[str, ...]) -> FoundOffer:
    return FoundOffer(
        id=row["id"],
        code=row["code"],
        title=row["title"],
        summary=row["summary"],
        place=row["place"],
        promised_days=row["days_promised"],
        slower_until=row["slower_until"],
        is_full=row["is_full"],
        category=row["category__code"],
        category_name=row["category__name"],
        structure=row["structure__code"],
        structure_name=row["structure__name"],
        structure_commune=row["structure__commune"],
        site_communes=tuple(row["site_communes"]),
        reasons=why,
    )
