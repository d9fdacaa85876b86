"""Any life that chance may give to a request is one that the product allows."""

from datetime import datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest

from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.promise import due_at
from boussole.demo.hours import moment_at_work, search_moments, working_moment
from boussole.demo.lives import Gesture, Plot, life
from boussole.demo.stories import stories

PARIS = ZoneInfo("Europe/Paris")
FRIDAY_EVENING = datetime(2026, 10, 23, 19, 30, tzinfo=PARIS)  # the clocks go back that week-end
Status = ContactRequest.Status


def a_life(seed, days=3, **changes):
    due = due_at(FRIDAY_EVENING, days, "Europe/Paris")
    return life(Random(seed), stories(), filed_at=FRIDAY_EVENING, due_at=due, zone=PARIS, **changes), due


def attempts(steps):
    return [step for step in steps if step.gesture == Gesture.LOG_ATTEMPT]


@pytest.mark.parametrize("days", range(1, 8))
def test_steps_come_one_after_the_other(days):
    for seed in range(60):
        steps, _ = a_life(seed, days)
        moments = [step.at for step in steps]
        assert moments == sorted(moments)
        assert len(set(moments)) == len(moments)
        assert moments[0] > FRIDAY_EVENING


def test_about_one_promise_in_nine_is_broken():
    broken = 0
    for seed in range(1000):
        steps, due = a_life(seed, plot=Plot.INFORMED)
        broken += attempts(steps)[0].at > due
    assert 80 <= broken <= 140


def test_whoever_is_unreachable_was_tried_three_times_on_two_days():
    for seed in range(200):
        steps, _ = a_life(seed, plot=Plot.UNREACHABLE)
        before_the_end = steps[: [step.gesture for step in steps].index(Gesture.CLOSE)]
        tries = attempts(before_the_end)
        assert len(tries) >= 3
        assert len({step.at.astimezone(PARIS).date() for step in tries}) >= 2


def test_a_withdrawal_ends_the_story():
    for seed in range(100):
        steps, due = a_life(seed, plot=Plot.WITHDRAWN)
        assert steps[-1].gesture == Gesture.WITHDRAW
        assert attempts(steps) or steps[-1].at <= due


def test_nobody_is_called_without_a_number():
    for seed in range(100):
        steps, _ = a_life(seed, has_phone=False)
        assert {step.facts["kind"] for step in attempts(steps)} <= {"MESSAGE", "MEETING"}


def test_every_outcome_closes_something_that_was_established():
    met = {"ACCOMPANIED", "APPOINTMENT", "INFORMED"}
    for seed in range(200):
        steps, _ = a_life(seed)
        reached = False
        for step in steps:
            if step.gesture == Gesture.LOG_ATTEMPT:
                reached = reached or step.facts["result"] == "REACHED"
            if step.gesture == Gesture.CLOSE and step.facts["outcome"] in met:
                assert reached


# --- Hours ------------------------------------------------------------------------------------------
def local(moment):
    return moment.astimezone(PARIS)


def test_professionals_answer_in_office_hours():
    monday = datetime(2026, 10, 26, 7, tzinfo=PARIS)
    for seed in range(200):
        at = local(working_moment(Random(seed), monday, monday + timedelta(days=10), PARIS))
        assert at.weekday() < 5
        assert 9 <= at.hour < 18


@pytest.mark.parametrize(
    ("since", "until", "days", "hours"),
    [
        (
            datetime(2026, 10, 24, 8, tzinfo=PARIS),
            datetime(2026, 10, 25, 23, tzinfo=PARIS),
            {5},
            range(9, 13),
        ),
        (
            datetime(2026, 10, 25, 8, tzinfo=PARIS),
            datetime(2026, 10, 25, 23, tzinfo=PARIS),
            {6},
            range(10, 19),
        ),
        (
            datetime(2026, 10, 26, 18, tzinfo=PARIS),
            datetime(2026, 10, 26, 23, tzinfo=PARIS),
            {0},
            range(18, 20),
        ),
    ],
    ids=["Saturday", "Sunday", "evening"],
)
def test_a_promise_that_would_be_broken_is_kept_out_of_hours(since, until, days, hours):
    for seed in range(50):
        at = local(moment_at_work(Random(seed), since, until, PARIS))
        assert at.weekday() in days
        assert at.hour in hours


def test_at_night_nobody_is_at_work():
    night = datetime(2026, 10, 27, 1, tzinfo=PARIS)

    assert moment_at_work(Random(1), night, night + timedelta(hours=3), PARIS) is None
    assert night <= working_moment(Random(1), night, night + timedelta(hours=3), PARIS)


def test_searches_spread_over_the_year_and_more_as_it_goes():
    until = datetime(2026, 11, 23, 10, tzinfo=PARIS)
    since = until - timedelta(days=365)

    moments = search_moments(Random(1), 1000, since=since, until=until, zone=PARIS)

    assert moments == sorted(moments)
    assert since <= moments[0]
    assert moments[-1] <= until
    assert sum(at > since + timedelta(days=182) for at in moments) > 500
