"""The trace says who did what in ids and codes, and nobody rewrites it."""

from datetime import UTC, date, datetime, timedelta
from uuid import UUID

import pytest
from django.contrib.auth import get_user_model
from django.db import DatabaseError, transaction

from boussole.audit import trail
from boussole.audit.models import Entry
from boussole.audit.vocabulary import UnknownCode, known_codes, register

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)


@pytest.fixture
def samir():
    return get_user_model().objects.create_user("samir@example.org", first_name="Samir", last_name="Petit")


def opened(by=None, *, at=NOW, on=None, **facts):
    return trail.record("test.opened", by=by, on=on, at=at, **facts)


def test_an_entry_names_the_account_and_the_object_by_their_numbers(samir):
    entry = opened(samir, on=samir, late=True, structure=12, outcome="informed")

    assert (entry.code, entry.actor_kind, entry.actor_id) == ("test.opened", "USER", samir.pk)
    assert (entry.object_type, entry.object_id) == ("accounts.User", str(samir.pk))
    assert (entry.at, entry.facts) == (NOW, {"late": True, "structure": 12, "outcome": "informed"})


def test_the_system_and_young_people_have_no_account():
    assert (opened().actor_kind, opened().actor_id) == ("SYSTEM", None)
    assert opened(trail.YOUNG_PERSON).actor_kind == "YOUNG_PERSON"


def test_the_trace_outlives_the_account(samir):
    number = samir.pk
    opened(samir)

    samir.delete()

    assert Entry.objects.get().actor_id == number


def test_a_code_that_no_module_knows_is_an_error():
    with pytest.raises(UnknownCode):
        trail.record("test.opend", by=None, on=None, at=NOW)


@pytest.mark.parametrize("code", ["opened", "test.", "Test.opened", "test.opened.twice", "test opened"])
def test_a_code_is_a_noun_and_what_happened(code):
    with pytest.raises(ValueError, match="is not a code"):
        register(code)


def test_codes_are_known_once_and_in_order():

    assert [code for code in known_codes() if code.startswith("test.")] == ["test.closed", "test.opened"]


@pytest.mark.parametrize(
    "value",
    ["samir@example.org", "06 39 98 12 34", "+33639981234", "/suivi/Zk3vQ9xTabcdefgh", "a" * 81, "two\nlines",
     {"name": "Samir"}, b"bytes", ["ok", "samir@example.org"], object()],
)  # fmt: skip
def test_a_fact_that_looks_personal_is_refused_and_never_quoted(value):
    with pytest.raises(ValueError, match="The fact 'what'") as refusal:
        opened(what=value)

    assert "samir" not in str(refusal.value).lower()
    assert Entry.objects.count() == 0


def test_facts_are_ids_codes_numbers_and_dates():
    uuid = UUID("12345678-1234-4234-8234-123456789012")
    entry = opened(
        many=[1, 2],
        words={"b", "a"},
        day=date(2026, 11, 23),
        moment=NOW,
        uuid=uuid,
        status=Entry.ActorKind.USER,
        no=None,
    )

    entry.refresh_from_db()
    assert entry.facts == {
        "many": [1, 2],
        "words": ["a", "b"],
        "day": "2026-11-23",
        "moment": "2026-11-23T09:00:00+00:00",
        "uuid": "12345678-1234-4234-8234-123456789012",
        "status": "USER",
        "no": None,
    }


def test_who_looked_at_an_object(samir):
    first, second = opened(samir, on=samir), opened(on=samir, at=NOW + timedelta(hours=1))
    opened(samir)

    assert list(trail.looks_at(samir)) == [first, second]


def test_the_database_refuses_to_change_an_entry(samir):
    opened(samir)

    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        Entry.objects.update(actor_id=1)


def test_the_database_refuses_to_delete_an_entry(samir):
    opened(samir)

    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        Entry.objects.all().delete()


def test_the_purge_takes_what_is_old_and_shuts_the_door_behind_it():
    opened(at=NOW - timedelta(days=366))
    kept = opened()

    assert trail.purge(NOW - timedelta(days=365)) == 1
    assert list(Entry.objects.all()) == [kept]
    with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
        Entry.objects.all().delete()


def test_the_purge_opens_the_door_for_old_entries_only():
    opened()

    with transaction.atomic():
        assert trail.purge(NOW - timedelta(days=365)) == 0
        with pytest.raises(DatabaseError, match="append only"), transaction.atomic():
            Entry.objects.all().delete()
