"""The match alone, on one database: `python -m bench.matching` prints JSON (milliseconds)."""

from __future__ import annotations

import json
import statistics
import sys
import time
from random import Random

from bench.country import start_django

PROFILES, ROUNDS = 300, 5


def main() -> None:
    start_django()
    from django.db import connection

    from boussole.orientation.queries import match_statement
    from boussole.orientation.situation import Situation
    from boussole.questionnaires.models import Questionnaire
    from boussole.territories.geography import geography

    random = Random(7)
    communes = [geography().commune(code) for code in sorted(geography().communes_of("france"))]
    communes = [commune for commune in communes if commune.population]
    weights = [commune.population or 0 for commune in communes]
    questionnaires = list(Questionnaire.objects.select_related("theme"))
    statements = []
    for home in random.choices(communes, weights=weights, k=PROFILES):
        row = random.choice(questionnaires)
        definition = row.definition
        answers = {
            question.code: frozenset({random.choice(sorted(question.deciding))})
            for question in definition.questions.values()
            if question.answers
        }
        situation = Situation(home, age=random.randint(16, 28), answers=answers)
        statements.append(match_statement(situation, row.theme_id, definition, _today()))
    times, searches, found = [], [], []
    with connection.cursor() as cursor:
        for number in range(ROUNDS):
            for statement, parameters in statements:
                started = time.perf_counter()
                cursor.execute(statement, parameters)
                rows = cursor.fetchall()
                elapsed = time.perf_counter() - started
                started = time.perf_counter()
                cursor.execute(f"SELECT count(*) FROM ({statement}) AS matched", parameters)
                cursor.fetchone()
                searched = time.perf_counter() - started
                if number:  # the first round warms the cache
                    searches.append(searched * 1000)
                    times.append(elapsed * 1000)
                    found.append(len(rows))
        cursor.execute(
            "EXPLAIN (ANALYZE, BUFFERS OFF, TIMING OFF, SUMMARY OFF) " + statements[0][0], statements[0][1]
        )
        plan = "\n".join(row[0] for row in cursor.fetchall())
        cursor.execute("SELECT count(DISTINCT offer_id) FROM offers_offerreach")
        offers = cursor.fetchone()[0]
    cuts = statistics.quantiles(times, n=100)
    result = {
        "offers": offers,
        "p50": cuts[49],
        "p95": cuts[94],
        "p99": cuts[98],
        "found": statistics.median(found),
    }
    result["search_p50"] = statistics.median(searches)  # the same scan, one number back
    result["index_only"] = "Index Only Scan using offer_reach_match" in plan and "Seq Scan" not in plan
    json.dump(result, sys.stdout)


def _today():  # type: ignore[no-untyped-def]
    from boussole.core.clock import now

    return now().date()


if __name__ == "__main__":
    main()
