"""What is left before a promise, in the words of the place where it was made."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from boussole.design.deadlines import remaining

PARIS = ZoneInfo("Europe/Paris")
MONDAY_MORNING = datetime(2026, 11, 23, 9, 30, tzinfo=PARIS)


def end_of(day):
    return datetime(2026, 11, day, 23, 59, 59, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("due", "tone", "words"),
    [
        (end_of(20), "late", "en retard de 3\u00a0jours"),
        (end_of(22), "late", "en retard de 1\u00a0jour"),
        (datetime(2026, 11, 23, 8, tzinfo=PARIS), "late", "en retard depuis aujourd’hui"),
        (end_of(23), "today", "aujourd’hui, jusqu’à ce soir"),
        (end_of(24), "soon", "encore 1\u00a0jour, jusqu’à demain soir"),
        (end_of(25), "calm", "encore 2\u00a0jours, jusqu’à mercredi soir"),
        (end_of(30), "calm", "encore 7\u00a0jours, jusqu’au lundi 30\u00a0novembre"),
    ],
)
def test_what_is_left_is_said_in_days(due, tone, words):
    left = remaining(due, MONDAY_MORNING)

    assert (left.tone, left.words) == (tone, words)


def test_days_are_those_of_the_territory():
    now = datetime(2026, 11, 23, 21, tzinfo=UTC)  # already Tuesday in La Réunion
    due = datetime(2026, 11, 24, 19, 59, 59, tzinfo=UTC)  # the end of that Tuesday there

    assert remaining(due, now, "Indian/Reunion").words == "aujourd’hui, jusqu’à ce soir"
    assert remaining(due, now, "Europe/Paris").words == "encore 1\u00a0jour, jusqu’à demain soir"
