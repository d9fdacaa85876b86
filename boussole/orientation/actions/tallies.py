"""Count the pages that are sent: numbers by day, and nobody behind them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple
from datetime import date

from django.db import connection

from boussole.orientation.tallying import Count


def count_page(
    counts: Sequence[Count], *, questionnaire_id: int, territory_id: int | None, day: date
) -> None:
    """Add these to the day's tallies: one statement, whatever the number of questions.

    Always in the same order, so that two visits that count the same page never wait for each other.
    """
    if not counts:
        return
    merged: dict[tuple[int, str], list[int]] = {}
    for count in counts:
        page, question, *numbers = astuple(count)
        known = merged.setdefault((page, question), [0] * len(numbers))
        merged[page, question] = [a + b for a, b in zip(known, numbers, strict=True)]
    rows = [(questionnaire_id, territory_id, day, *key, *numbers) for key, numbers in sorted(merged.items())]
    values = ", ".join(["(%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)"] * len(rows))
    with connection.cursor() as cursor:
        # Column names and operators only: every value is a parameter.
        cursor.execute(_ADD.format(values=values), [value for row in rows for value in row])


_ADD = """
INSERT INTO orientation_pagetally AS kept
    (questionnaire_id, territory_id, day, page, question, answered, went_on, finished, left_blank, unknown)
VALUES {values}
ON CONFLICT (questionnaire_id, territory_id, page, question, day) DO UPDATE SET
    answered = kept.answered + EXCLUDED.answered,
    went_on = kept.went_on + EXCLUDED.went_on,
    finished = kept.finished + EXCLUDED.finished,
    left_blank = kept.left_blank + EXCLUDED.left_blank,
    unknown = kept.unknown + EXCLUDED.unknown
"""
