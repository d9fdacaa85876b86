"""My connections: seen, ended at once, limited in time; and nothing typed is lost when one closes."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse

from boussole.accounts import actions, second_factor
from boussole.accounts.models import WorkSession
from boussole.core import clock
from boussole.mail.models import OutgoingMessage
from boussole.web.shared.unsent import KEPT, KEPT_FOR, KEPT_WORDS
from boussole.web.shared.work_sessions import WHY, Over
from tests.factories.accounts import PASSWORD, UserFactory, code
from tests.factories.partners import ReferentFactory
from tests.signing import sign_in

pytestmark = pytest.mark.django_db
HOME, SESSIONS, PROFILE = "/extranet/compte/", "/extranet/compte/connexions/", "/extranet/compte/profil/"
DOOR, AGAIN = "/extranet/compte/connexion/", "/extranet/compte/reprise/"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:145.0) Gecko/20100101 Firefox/145.0"


@pytest.fixture
def nadia():
    return UserFactory.with_second_factor(email="nadia@example.org")


@pytest.fixture
def later(monkeypatch):
    """The real time goes on: `later(hours=2)`."""
    began = clock.real_now()

    def pass_(**by):
        monkeypatch.setattr(clock, "real_now", lambda: began + timedelta(**by))

    pass_(hours=0)
    return pass_


def comes_in(client, user, door=DOOR):
    """By the pages, as people do; where one is led."""
    client.post(door, {"email": user.email, "password": PASSWORD})
    return client.post(reverse("mfa_authenticate"), {"code": second_factor.recovery_codes_left(user)[0]})


def signed_in(user, **options):
    client = Client(**options)
    comes_in(client, user)
    return client


def told(client, path=DOOR):
    return client.get(path).content.decode()


# --- Seeing -----------------------------------------------------------------------------------------
def test_a_sign_in_is_written_with_its_device_and_its_factor(nadia):
    client = Client(headers={"user-agent": FIREFOX})
    client.post(DOOR, {"email": nadia.email, "password": PASSWORD})
    assert WorkSession.objects.count() == 0

    client.post(reverse("mfa_authenticate"), {"code": code()})

    row = WorkSession.objects.get()
    assert (row.user, row.device, row.factor) == (
        nadia,
        "Firefox sur Windows",
        WorkSession.Factor.APPLICATION,
    )
    page = told(client, SESSIONS)
    assert "Firefox sur Windows" in page
    assert "Votre compte n’est ouvert nulle part ailleurs." in page


def test_the_others_are_listed_with_a_gesture_each(nadia):
    signed_in(nadia, headers={"user-agent": FIREFOX})
    here = sign_in(Client(), nadia)

    page = told(here, SESSIONS)

    assert "Mot de passe et code de secours" in page
    assert page.count("Me déconnecter partout ailleurs") == 1


# --- Ending -----------------------------------------------------------------------------------------
def test_one_is_closed_from_another_at_once(nadia):
    lost, here = sign_in(Client(), nadia), sign_in(Client(), nadia)
    row = WorkSession.objects.earliest("pk")

    done = here.post(reverse("account_end_session", args=[row.public_id]), follow=True)

    assert "cet appareil n’ouvre plus votre compte" in done.content.decode()
    assert lost.get(HOME)["Location"] == f"{DOOR}?next=%2Fextranet%2Fcompte%2F"
    assert WHY[Over.ENDED] in told(lost)
    assert here.get(HOME).status_code == 200


def test_this_one_is_closed_by_signing_out(client, nadia):
    sign_in(client, nadia)
    row = WorkSession.objects.get()
    assert client.post(reverse("account_end_session", args=[row.public_id]))["Location"] == reverse(
        "account_logout"
    )

    client.post(reverse("account_logout"))

    row.refresh_from_db()
    assert row.ended_at is not None


def test_those_of_somebody_else_do_not_exist(client, nadia):
    sign_in(Client(), nadia)
    row = WorkSession.objects.get()
    sign_in(client, UserFactory.with_second_factor())

    assert client.post(reverse("account_end_session", args=[row.public_id])).status_code == 404
    row.refresh_from_db()
    assert row.ended_at is None


def test_closing_the_others_keeps_this_one_and_its_row(client, nadia):
    other = sign_in(Client(), nadia)
    sign_in(client, nadia)

    client.post(reverse("account_end_sessions"))

    assert client.get(HOME).status_code == 200
    assert other.get(HOME).status_code == 302
    assert WorkSession.objects.filter(ended_at=None).count() == 1


def test_a_new_password_keeps_this_one_and_closes_the_others(client, nadia):
    other = sign_in(Client(), nadia)
    sign_in(client, nadia)

    client.post(
        reverse("account_change_password"), {"password": PASSWORD, "new_password": "mandarine tracteur zébu"}
    )

    assert client.get(HOME).status_code == 200
    assert other.get(HOME).status_code == 302


def test_a_session_without_a_row_opens_nothing(client, nadia):
    sign_in(client, nadia)
    WorkSession.objects.all().delete()

    assert client.get(HOME)["Location"].startswith(DOOR)


# --- Limits -----------------------------------------------------------------------------------------
def test_two_hours_away_and_one_signs_in_again_then_comes_back_to_the_page(client, nadia, later):
    sign_in(client, nadia)
    later(hours=2)

    away = client.get(PROFILE)

    assert away["Location"] == f"{DOOR}?next=%2Fextranet%2Fcompte%2Fprofil%2F"
    assert WHY[Over.IDLE] in told(client)
    client.post(away["Location"], {"email": nadia.email, "password": PASSWORD})
    assert client.post(reverse("mfa_authenticate"), {"code": code()})["Location"] == PROFILE


def test_whoever_works_is_not_disturbed_before_twelve_hours(client, nadia, later):
    sign_in(client, nadia)
    for minutes in range(100, 12 * 60, 100):
        later(minutes=minutes)
        assert client.get(HOME).status_code == 200

    later(hours=12)
    assert client.get(HOME)["Location"].startswith(DOOR)
    assert WHY[Over.TOO_LONG] in told(client)


def test_on_a_public_page_it_is_only_forgotten(client, nadia, later):
    sign_in(client, nadia)
    later(hours=2)

    assert client.get("/").status_code == 200
    assert "_auth_user_id" not in client.session


# --- What was typed ---------------------------------------------------------------------------------
TYPED = {"first_name": "Nadia", "last_name": "Belkacem", "job_title": "Éducatrice de rue", "phone": ""}


def sent_too_late(client, later, typed=TYPED, **headers):
    later(hours=2)
    return client.post(PROFILE, typed, headers=headers)


def test_what_was_being_sent_waits_sealed_and_is_sent_at_one_press(client, nadia, later):
    sign_in(client, nadia)

    away = sent_too_late(client, later)

    assert away["Location"] == f"{DOOR}?next=%2Fextranet%2Fcompte%2Freprise%2F"
    assert "Éducatrice" not in str(dict(client.session))
    assert KEPT_WORDS in told(client)
    assert comes_in(client, nadia, away["Location"])["Location"] == AGAIN
    page = client.get(AGAIN)
    assert "Éducatrice de rue" in page.content.decode()
    nadia.refresh_from_db()
    assert nadia.job_title != "Éducatrice de rue"

    typed = page.context["typed"]
    client.post(typed.action, dict(typed.fields))
    nadia.refresh_from_db()
    assert (typed.action, nadia.job_title) == (PROFILE, "Éducatrice de rue")


def test_it_may_be_let_go(client, nadia, later):
    sign_in(client, nadia)
    comes_in(client, nadia, sent_too_late(client, later)["Location"])

    assert client.post(AGAIN)["Location"] == PROFILE
    assert KEPT not in client.session
    assert client.get(AGAIN)["Location"] == HOME


def test_let_go_it_leads_to_a_page_of_ours_and_nowhere_else(client, nadia, later):
    sign_in(client, nadia)
    away = sent_too_late(client, later, Referer="http://testserver//ailleurs.example.org/piege?a=1")
    comes_in(client, nadia, away["Location"])

    assert client.post(AGAIN)["Location"] == "/ailleurs.example.org/piege?a=1"


def test_another_person_who_signs_in_there_never_sees_it(client, nadia, later):
    sign_in(client, nadia)
    away = sent_too_late(client, later)

    comes_in(client, UserFactory.with_second_factor(email="samir@example.org"), away["Location"])

    assert client.get(AGAIN)["Location"] == HOME
    assert KEPT not in client.session


def test_it_does_not_wait_for_ever(client, nadia, later):
    sign_in(client, nadia)
    comes_in(client, nadia, sent_too_late(client, later)["Location"])
    later(hours=2, seconds=KEPT_FOR.total_seconds() + 1)

    assert client.get(AGAIN)["Location"] == HOME


def test_a_secret_is_never_kept_nor_what_a_script_sends(client, nadia, later):
    sign_in(client, nadia)
    by_script = sent_too_late(client, later, **{"Sec-Fetch-Mode": "cors"})
    assert by_script["Location"] == f"{DOOR}?next=%2Fextranet%2Fcompte%2Fprofil%2F"

    later(hours=0)
    sign_in(client, nadia)
    later(hours=2)
    client.post(reverse("account_change_password"), {"password": PASSWORD, "new_password": PASSWORD})
    assert KEPT not in client.session


def test_a_button_pressed_leads_back_to_its_page(client, nadia, later):
    ReferentFactory(user=nadia)
    sign_in(client, nadia)
    later(hours=2)

    away = client.post(reverse("account_end_sessions"), headers={"Referer": f"http://testserver{SESSIONS}"})

    assert away["Location"] == f"{DOOR}?next=%2Fextranet%2Fcompte%2Fconnexions%2F"


def test_a_page_left_open_while_one_signed_in_again_elsewhere_loses_nothing(nadia):
    """Its token is the one of the former session: it is not trusted, and its owner reads it before it leaves."""
    client = sign_in(Client(enforce_csrf_checks=True), nadia)
    by_its_own_page = {"Sec-Fetch-Site": "same-origin"}

    stale = client.post(PROFILE, {**TYPED, "csrfmiddlewaretoken": "x" * 64}, headers=by_its_own_page)

    assert stale["Location"] == AGAIN
    assert "Éducatrice de rue" in told(client, AGAIN)
    assert client.post(PROFILE, TYPED).status_code == 403
    elsewhere = {"Sec-Fetch-Site": "cross-site"}
    assert client.post(PROFILE, TYPED, headers=elsewhere).status_code == 403
    nadia.refresh_from_db()
    assert nadia.job_title != "Éducatrice de rue"


# --- A new device -----------------------------------------------------------------------------------
def about_devices():
    return list(OutgoingMessage.objects.filter(template="accounts/emails/new_device"))


def test_the_owner_is_told_of_a_device_that_never_came(nadia):
    first = signed_in(nadia)
    assert about_devices() == []  # the first sign-in of an account surprises nobody

    first.post(reverse("account_logout"))
    comes_in(first, nadia)
    assert about_devices() == []

    signed_in(nadia, headers={"user-agent": FIREFOX})
    (message,) = about_devices()
    assert message.to_address == nadia.email
    assert "Appareil\u00a0: Firefox sur Windows" in message.body
    assert reverse("account_sessions") in message.body


def test_the_device_of_a_colleague_is_new_to_this_account(nadia):
    samir = UserFactory.with_second_factor(email="samir@example.org")
    signed_in(nadia)
    shared = signed_in(samir)
    shared.post(reverse("account_logout"))

    comes_in(shared, nadia)

    assert [message.to_address for message in about_devices()] == [nadia.email]


def test_a_password_alone_tells_nobody_and_opens_nothing(nadia):
    signed_in(nadia)
    thief = Client()
    thief.post(DOOR, {"email": nadia.email, "password": PASSWORD})

    assert about_devices() == []
    assert thief.get(HOME).status_code == 302


# --- Disabled ---------------------------------------------------------------------------------------
def test_disabled_the_rows_say_it_too(nadia):
    client = sign_in(Client(), nadia)

    actions.disable(nadia, by=None, now=clock.now())

    assert client.get(HOME)["Location"].startswith(DOOR)
    assert WorkSession.objects.get().ended_at is not None
