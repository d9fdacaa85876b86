"""Guessing is useless: failures are counted before they are looked at, and each makes the wait longer."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from django.db import connection

from boussole.accounts import throttling
from boussole.accounts.models import Throttle
from boussole.accounts.throttling import PASSWORD, SECOND_FACTOR, Refused, count_try, give_back
from tests.factories import NOW

pytestmark = pytest.mark.django_db
CAMILLE = "camille@example.org"


def fail(times, *, now=NOW, limit=PASSWORD):
    for _ in range(times):
        count_try(limit, CAMILLE, now=now)


def refused_until(now, limit=PASSWORD):
    with pytest.raises(Refused) as refusal:
        count_try(limit, CAMILLE, now=now)
    return refusal.value.until


def test_ten_failures_then_nothing_is_looked_at_for_a_minute():
    fail(10)

    assert refused_until(NOW) == NOW + timedelta(minutes=1)
    fail(1, now=NOW + timedelta(minutes=1))


def test_each_failure_after_that_doubles_the_wait_up_to_an_hour():
    fail(10)
    now, waits = NOW + timedelta(minutes=1), []
    for _ in range(8):
        fail(1, now=now)
        until = refused_until(now)
        waits.append((until - now) // timedelta(minutes=1))
        now = until

    assert waits == [2, 4, 8, 16, 32, 60, 60, 60]


def test_a_try_during_the_wait_does_not_make_it_longer():
    fail(10)
    until = {refused_until(NOW + timedelta(seconds=second)) for second in range(0, 60, 10)}

    assert until == {NOW + timedelta(minutes=1)}


def test_a_success_gives_its_try_back_and_leaves_the_failures():
    fail(9)
    for _ in range(20):
        fail(1)
        give_back(PASSWORD, CAMILLE)

    assert Throttle.objects.get().failures == 9


def test_a_quiet_day_and_all_is_forgotten_but_waiting_is_not_enough():
    fail(10)
    just_open = NOW + timedelta(minutes=1)
    fail(1, now=just_open)
    assert refused_until(just_open) == just_open + timedelta(minutes=2)

    fail(9, now=NOW + timedelta(days=2))
    assert Throttle.objects.get().closed_until is None


def test_each_limit_and_each_person_is_counted_apart():
    fail(10)

    count_try(PASSWORD, "nadia@example.org", now=NOW)
    count_try(SECOND_FACTOR, CAMILLE, now=NOW)


def test_six_digits_get_five_tries():
    fail(5, limit=SECOND_FACTOR)

    assert refused_until(NOW, limit=SECOND_FACTOR) == NOW + timedelta(minutes=1)


def test_neither_the_address_nor_the_network_is_kept():
    fail(1)

    kept = str(Throttle.objects.values_list().get())
    assert CAMILLE not in kept
    assert "camille" not in kept


def test_the_sentence_says_how_long_in_whole_minutes():
    refusal = Refused(NOW + timedelta(seconds=61))
    assert refusal.message(NOW) == "Trop d’essais à la suite. Réessayez dans 2\u00a0minutes."
    assert (
        Refused(NOW + timedelta(seconds=5)).message(NOW)
        == "Trop d’essais à la suite. Réessayez dans 1\u00a0minute."
    )


@pytest.mark.django_db(transaction=True)
def test_of_two_hundred_tries_at_the_same_moment_ten_are_looked_at():
    def attempt(_):
        try:
            throttling.count_try(PASSWORD, CAMILLE, now=NOW)
        except Refused:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(max_workers=12) as crowd:
        looked_at = list(crowd.map(attempt, range(200)))

    assert looked_at.count(True) == 10
