"""The same visitor may not do the same thing for ever, and we never keep their address."""

import threading
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection

from boussole.privacy import limits
from boussole.privacy.models import Hits

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def hit(key="192.0.2.1", *, scope="filing", now=NOW):
    return limits.hit(scope, key, limit=3, per=HOUR, now=now)


@pytest.mark.django_db
def test_what_goes_over_the_limit_is_refused_until_the_period_ends():
    assert [hit() for _ in range(5)] == [True, True, True, False, False]
    assert hit(now=NOW + timedelta(minutes=59)) is False
    assert [hit(now=NOW + HOUR) for _ in range(4)] == [True, True, True, False]


@pytest.mark.django_db
def test_visitors_and_things_are_counted_apart():
    assert [hit() for _ in range(4)][-1] is False

    assert hit("192.0.2.2") is True
    assert hit(scope="sign_in") is True


@pytest.mark.django_db
def test_a_count_can_be_read_and_forgotten():
    assert limits.count("filing", "192.0.2.1", now=NOW) == 0
    hit()
    hit()

    assert limits.count("filing", "192.0.2.1", now=NOW) == 2
    assert limits.count("filing", "192.0.2.1", now=NOW + HOUR) == 0
    limits.forget("filing", "192.0.2.1")
    assert limits.count("filing", "192.0.2.1", now=NOW) == 0


@pytest.mark.django_db
def test_no_address_is_kept_in_clear():
    hit("ines@example.org")

    row = Hits.objects.values().get()
    assert "ines" not in str(row)
    assert len(row["fingerprint"]) == 64


@pytest.mark.django_db
def test_a_key_is_the_same_whatever_its_capitals_and_differs_in_each_scope():
    hit("Ines@example.org ")

    assert limits.count("filing", "ines@example.org", now=NOW) == 1
    hit("ines@example.org", scope="sign_in")
    assert len(set(Hits.objects.values_list("fingerprint", flat=True))) == 2


@pytest.mark.django_db
def test_counters_that_are_over_are_purged():
    hit()
    hit("192.0.2.2", now=NOW + HOUR)

    assert limits.purge(NOW + HOUR) == 1
    assert Hits.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_many_at_the_same_instant_no_more_than_the_limit_pass():
    passed = []

    def come_ten_times():
        try:
            passed.extend(hit() for _ in range(10))
        finally:
            connection.close()

    visitors = [threading.Thread(target=come_ten_times) for _ in range(8)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()

    assert (len(passed), passed.count(True)) == (80, 3)
