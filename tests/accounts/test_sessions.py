"""How long a session lasts, where it is said to be, and when it is over."""

from datetime import timedelta

import pytest

from boussole.accounts import actions, passkeys, sessions
from boussole.accounts.devices import device_name
from boussole.accounts.models import WorkSession
from boussole.accounts.sessions import Over
from tests.at_once import at_once
from tests.factories import NOW
from tests.factories.accounts import UserFactory

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)


@pytest.fixture
def nadia(db):
    return UserFactory(email="nadia@example.org")


def opened(user, key="a", now=NOW, **said):
    return sessions.open_session(user, key=key, now=now, **said)


# --- Limits -----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("opened_ago", "seen_ago", "why"),
    [
        (HOUR, HOUR, None),
        (3 * HOUR, 2 * HOUR - MINUTE, None),
        (3 * HOUR, 2 * HOUR, Over.IDLE),
        (12 * HOUR - MINUTE, MINUTE, None),
        (12 * HOUR, MINUTE, Over.TOO_LONG),
    ],
)
def test_two_hours_without_a_gesture_and_twelve_in_all(opened_ago, seen_ago, why):
    session = WorkSession(opened_at=NOW - opened_ago, last_seen_at=NOW - seen_ago)

    assert sessions.over(session, NOW) == why


def test_one_that_was_ended_is_over_and_one_without_a_row_is_nobodys():
    assert sessions.over(WorkSession(opened_at=NOW, last_seen_at=NOW, ended_at=NOW), NOW) == Over.ENDED
    assert sessions.over(None, NOW) == Over.ENDED


# --- Rows -------------------------------------------------------------------------------------------
def test_a_session_is_found_by_its_key_which_is_not_kept(nadia):
    session = opened(nadia, key="secret", device="Firefox sur Windows")

    assert sessions.session_behind(nadia, "secret") == session
    assert sessions.session_behind(nadia, "other") is None
    assert sessions.session_behind(UserFactory(), "secret") is None
    assert "secret" not in str(WorkSession.objects.values().get())


def test_being_there_is_written_every_five_minutes_at_most(nadia, django_assert_num_queries):
    session = opened(nadia)

    with django_assert_num_queries(0):
        sessions.mark_seen(session, NOW + 4 * MINUTE)
    sessions.mark_seen(session, NOW + 5 * MINUTE)

    session.refresh_from_db()
    assert session.last_seen_at == NOW + 5 * MINUTE


def test_being_there_does_not_open_again_what_was_ended_meanwhile(nadia):
    here = opened(nadia)
    sessions.end_sessions_of(nadia, NOW + MINUTE)

    sessions.mark_seen(here, NOW + HOUR)

    here.refresh_from_db()
    assert (here.ended_at, here.last_seen_at) == (NOW + MINUTE, NOW)


def test_all_are_ended_but_one_and_nobody_elses(nadia):
    here, there, samirs = opened(nadia, "a"), opened(nadia, "b"), opened(UserFactory(), "c")

    assert sessions.end_sessions_of(nadia, NOW, but=here) == 1

    assert list(WorkSession.objects.filter(ended_at=None).order_by("pk")) == [here, samirs]
    there.refresh_from_db()
    assert there.ended_at == NOW


def test_where_it_is_open_the_latest_seen_first_without_those_that_are_over(nadia):
    morning = opened(nadia, "a", NOW - HOUR)
    now = opened(nadia, "b")
    opened(nadia, "c", NOW - 3 * HOUR)

    assert sessions.open_sessions_of(nadia, NOW) == [now, morning]


@pytest.mark.parametrize(
    "closing",
    [
        lambda user: actions.disable(user, by=None, now=NOW),
        lambda user: actions.end_sessions(user, by=None, now=NOW),
        lambda user: actions.remove_second_factor(user, by=None, now=NOW),
        lambda user: actions.change_password(user, "mandarine tracteur zébu", now=NOW),
    ],
    ids=["disabled", "ended", "factor removed", "password changed"],
)
def test_what_closes_an_account_ends_its_rows_too(nadia, closing):
    opened(nadia)

    closing(nadia)

    assert sessions.open_sessions_of(nadia, NOW) == []


# --- Devices ----------------------------------------------------------------------------------------
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"


@pytest.mark.parametrize(
    ("sent", "read"),
    [
        (f"{WINDOWS[:-1]}; rv:145.0) Gecko/20100101 Firefox/145.0", "Firefox sur Windows"),
        (
            f"{WINDOWS} AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Safari/537.36",
            "Chrome sur Windows",
        ),
        (f"{WINDOWS} AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge sur Windows"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari sur iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/142.0 Mobile Safari/537.36", "Chrome sur Android"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X 15_0) Version/18.0 Safari/605.1", "Safari sur Mac"),
        ("curl/8.5", "Appareil inconnu"),
        ("", "Appareil inconnu"),
    ],
)
def test_a_device_is_named_as_its_owner_would(sent, read):
    assert device_name(sent) == read


# --- Passkeys ---------------------------------------------------------------------------------------
@pytest.mark.django_db(transaction=True)
def test_of_two_passkeys_taken_off_at_the_same_instant_one_stays():
    owner = UserFactory(email="nadia@example.org")
    first, second = (actions.add_passkey(owner, name=name, credential={"id": name}, now=NOW) for name in "ab")

    done = at_once(
        *(lambda row=row: actions.remove_passkey(row, by=owner, now=NOW) for row in (first, second))
    )

    assert sorted(done) == [False, True]
    assert len(passkeys.passkeys_of(owner)) == 1
