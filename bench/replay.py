"""Past searches replayed: `python -m bench.replay` prints milliseconds, on a million searches of a year.

Give it an empty database (`BOUSSOLE_DATA=/tmp/somewhere`): it loads the demonstration's Loire and draws searches over
the whole country, where people live. A live panel reads one territory; impact and unmet needs read ninety days.
"""

from __future__ import annotations

import argparse
import json
import statistics
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from bench.country import start_django

SEARCHES, ROUNDS = 1_000_000, 7
CONTENT = Path(__file__).resolve().parents[1] / "content"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--searches", type=int, default=SEARCHES)
    options = parser.parse_args()
    start_django()
    fill(options.searches)
    for name, milliseconds, what in measures():
        print(f"{name:<58} {milliseconds:8.1f} ms   {what}")


def fill(count: int) -> None:
    """The two bundles, then the searches by COPY."""
    from django.core.management import call_command
    from django.db import connection

    from bench.filling import copy
    from boussole.orientation.models import Search

    call_command("migrate", verbosity=0)
    call_command("import", str(CONTENT / "national"), verbosity=0)
    call_command("import", str(CONTENT / "demo-loire"), verbosity=0)
    if Search.objects.count() >= count:
        return
    copy(Search, searches(count))
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE orientation_search")


def searches(count: int) -> Iterator[dict[str, Any]]:
    """People look from where they live, on any day of the year; two answers in three are given."""
    from psycopg.types.json import Jsonb

    from boussole.core.clock import now
    from boussole.orientation.replay import AGE_BRACKETS, area_kept
    from boussole.questionnaires.models import Questionnaire
    from boussole.territories.geography import geography

    random, today = Random(2026), now().date()
    homes = [geography().commune(code) for code in sorted(geography().communes_of("france"))]
    homes = random.choices(homes, weights=[home.population or 0 for home in homes], k=count)
    versions = list(Questionnaire.objects.filter(territory=None, status="PUBLISHED"))
    definitions = [(version.theme_id, version.definition) for version in versions]
    ages = [*AGE_BRACKETS, ""]
    for pk, home in enumerate(homes, 1):
        theme, definition = random.choice(definitions)
        answers = {
            code: [random.choice(sorted(question.by_code))]
            for code, question in definition.questions.items()
            if question.by_code and not question.is_sensitive and random.random() < 2 / 3
        }
        yield {
            "id": pk,
            "day": today - timedelta(days=random.randrange(365)),
            "territory_id": None,
            "theme_id": theme,
            "area": area_kept(home.epci, home.departement),
            "age_group": random.choice(ages),
            "answers": Jsonb(answers),
            "offers_found": random.choice([0, 0, 3, 8]),
        }


def measures() -> Iterator[tuple[str, float, str]]:
    from boussole.core.clock import now
    from boussole.offers.actions.publishing import content_of_row
    from boussole.offers.models import Offer
    from boussole.orientation.queries import audience, impact, search_groups, terms_of, unmet
    from boussole.orientation.replay import search_areas
    from boussole.questionnaires.models import Questionnaire
    from boussole.territories.zones import Zone

    today: date = now().date()
    year, quarter = today - timedelta(days=365), today - timedelta(days=90)
    version = Questionnaire.objects.select_related("theme", "territory").get(
        theme__code="emploi", territory=None, status="PUBLISHED"
    )
    theme = version.theme_id
    offer = Offer.objects.filter(theme=theme, structure__areas__overlap=["departement:42"]).first()
    assert offer is not None
    content = content_of_row(offer)
    loire = search_areas(Zone.parse(["departement:42"]))
    definition = version.definition
    yield "groups, a département, a year", *timed(lambda: search_groups(theme, loire, year, today))
    yield "terms of the offers of a département", *timed(lambda: terms_of(theme, today, ["departement:42"]))
    yield "« Qui verra cette offre ? », a département", *timed(lambda: [audience(offer, content, today)])
    offer.structure.areas = ["region:84"]
    yield "the same, a structure of a région", *timed(lambda: [audience(offer, content, today)])
    offer.structure.areas = ["france"]
    yield "the same, a structure of the whole country", *timed(lambda: [audience(offer, content, today)])
    yield (
        "unmet needs, a département, 90 days",
        *timed(lambda: unmet(theme, loire, quarter, today, definition)),
    )
    document = json.loads(json.dumps(version.document))
    document["pages"][0]["questions"].pop()
    draft = Questionnaire(theme=version.theme, version=2, document=document)
    yield "impact of a national version, 90 days", *timed(lambda: [impact(draft, today)])


def timed(work: Callable[[], list[Any]]) -> tuple[float, str]:
    """The median of some rounds, the first left out, and how many rows came."""
    times = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        rows = work()
        times.append((time.perf_counter() - started) * 1000)
    return statistics.median(times[1:]), f"{len(rows)} rows"


if __name__ == "__main__":
    main()
