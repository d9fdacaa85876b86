"""The promise, against an independent way of counting days."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from boussole.contact_requests.promise import Bucket, PromiseState, bucket, countdown, due_at, due_day, state

ZONES = (
    "Europe/Paris",
    "Indian/Reunion",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Mayotte",
    "Pacific/Noumea",
)
moments = st.datetimes(datetime(2024, 1, 1), datetime(2032, 12, 31)).map(lambda m: m.replace(tzinfo=UTC))


def last_second_shown(filed_at: datetime, days: int, zone: str) -> datetime:
    """The oracle: walk second by second is too long, so walk day by day on the local calendar, in UTC."""
    local = ZoneInfo(zone)
    day = filed_at.astimezone(local).date().toordinal() + days
    midnight_after = datetime.fromordinal(day + 1).replace(tzinfo=local)
    return midnight_after.astimezone(UTC) - timedelta(seconds=1)


@settings(max_examples=2000)
@given(filed_at=moments, days=st.integers(1, 7), zone=st.sampled_from(ZONES))
@example(datetime(2026, 10, 23, 7, tzinfo=UTC), 3, "Europe/Paris")  # across the end of summer time
@example(datetime(2027, 3, 26, 22, 59, 59, tzinfo=UTC), 2, "Europe/Paris")  # the day of the change itself
@example(datetime(2028, 2, 28, 22, 59, 59, tzinfo=UTC), 1, "Europe/Paris")  # leap day, at 23:59:59
def test_a_promise_ends_with_the_last_second_of_the_day_shown(
    filed_at: datetime, days: int, zone: str
) -> None:
    assert due_at(filed_at, days, zone) == last_second_shown(filed_at, days, zone)


def test_the_day_shown_is_a_day_where_the_young_person_lives() -> None:
    filed_at = datetime(
        2026, 11, 22, 21, 0, tzinfo=UTC
    )  # 22 h on Sunday in Paris, 1 h on Monday in La Réunion

    assert due_day(filed_at, 2, "Europe/Paris") == date(2026, 11, 24)
    assert due_day(filed_at, 2, "Indian/Reunion") == date(2026, 11, 25)


@pytest.mark.parametrize("days", [0, 8, -1])
def test_no_delay_outside_one_to_seven_days(days: int) -> None:
    with pytest.raises(ValueError, match="1 to 7"):
        due_at(datetime(2026, 11, 23, tzinfo=UTC), days, "Europe/Paris")


DUE = datetime(2026, 11, 25, 22, 59, 59, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("attempt", "closed", "now", "expected"),
    [
        (None, None, DUE, PromiseState.RUNNING),
        (None, None, DUE + SECOND, PromiseState.LATE),
        (DUE, None, DUE + SECOND, PromiseState.KEPT),
        (DUE + SECOND, None, DUE + 2 * SECOND, PromiseState.BROKEN),
        (DUE, DUE + SECOND, DUE + 9 * SECOND, PromiseState.KEPT),
        (None, DUE, DUE + SECOND, PromiseState.KEPT),  # withdrawn in time: nothing was owed any more
        (None, DUE + SECOND, DUE + 9 * SECOND, PromiseState.BROKEN),
    ],
)
def test_what_becomes_of_a_promise(
    attempt: datetime | None, closed: datetime | None, now: datetime, expected: PromiseState
) -> None:
    assert state(DUE, attempt, closed, now) == expected


@pytest.mark.parametrize(
    ("now", "where", "words"),
    [
        (DUE + SECOND, Bucket.LATE, "en retard de 1\u00a0jour"),
        (DUE + timedelta(days=3), Bucket.LATE, "en retard de 3\u00a0jours"),
        (DUE, Bucket.TODAY, "aujourd’hui, avant minuit"),
        (
            datetime(2026, 11, 24, 22, 59, 59, tzinfo=UTC),
            Bucket.TOMORROW,
            "encore 1\u00a0jour, jusqu’à demain soir",
        ),
        (datetime(2026, 11, 24, 23, 0, 0, tzinfo=UTC), Bucket.TODAY, "aujourd’hui, avant minuit"),
        (
            datetime(2026, 11, 22, 9, tzinfo=UTC),
            Bucket.LATER,
            "encore 3\u00a0jours, jusqu’au mercredi 25\u00a0novembre",
        ),
    ],
)
def test_the_countdown_counts_in_local_days(now: datetime, where: Bucket, words: str) -> None:
    assert (bucket(DUE, now, "Europe/Paris"), countdown(DUE, now, "Europe/Paris")) == (where, words)
