"""Signing in: one door, the same answer to everybody who has no key."""

from datetime import timedelta

import pytest
from django.conf import settings as deployed
from django.contrib.auth.hashers import MD5PasswordHasher
from django.test import Client
from django.urls import NoReverseMatch, Resolver404, resolve, reverse

from boussole.accounts import actions, second_factor
from boussole.audit.models import Entry
from boussole.core import clock
from tests.factories import NOW
from tests.factories.accounts import PASSWORD, UserFactory, code
from tests.signing import sign_in

pytestmark = pytest.mark.django_db
SIGN_IN = "/extranet/compte/connexion/"
WRONG = "L’adresse e-mail ou le mot de passe n’est pas le bon."
WAIT = "Trop d’essais à la suite. Réessayez dans 1\u00a0minute."


@pytest.fixture
def nadia():
    return UserFactory.with_second_factor(email="nadia@example.org")


def give(client, email="nadia@example.org", password=PASSWORD, **options):
    return client.post(SIGN_IN, {"email": email, "password": password}, **options)


def give_code(client, typed=None):
    return client.post(reverse("mfa_authenticate"), {"code": typed or code()})


def body(response):
    """The page, without what changes at each display."""
    token = response.context["csrf_token"] if response.context else ""
    return response.content.decode().replace(str(token), "")


def is_signed_in(client):
    return "_auth_user_id" in client.session


# --- The right keys ---------------------------------------------------------------------------------
def test_a_password_and_a_code_open_the_page_that_was_asked(client, nadia):
    asked = client.get(reverse("account_profile"))
    assert (asked.status_code, asked["Location"]) == (302, f"{SIGN_IN}?next=/extranet/compte/profil/")

    after_password = client.post(asked["Location"], {"email": nadia.email, "password": PASSWORD})
    assert after_password["Location"] == reverse("mfa_authenticate")
    assert is_signed_in(client) is False

    after_code = give_code(client)
    assert after_code["Location"] == "/extranet/compte/profil/"
    assert client.get(after_code["Location"]).status_code == 200
    assert Entry.objects.made_by(nadia).order_by("pk").last().code == "account.signed_in"


def test_the_address_may_be_typed_with_capitals_and_spaces(client, nadia):
    assert give(client, email="  Nadia@Example.ORG ").status_code == 302


def test_a_recovery_code_replaces_the_phone(client, nadia):
    give(client)

    assert give_code(client, second_factor.recovery_codes_left(nadia)[0]).status_code == 302
    assert is_signed_in(client) is True


def test_the_session_has_a_new_key_after_the_password_and_the_code(client, nadia):
    client.get(SIGN_IN)
    give(client)
    before = client.session.session_key

    give_code(client)

    assert client.session.session_key != before
    assert client.cookies[deployed.SESSION_COOKIE_NAME]["max-age"] == ""  # ends with the browser


def test_the_session_holds_no_address(client, nadia):
    give(client)
    pending = str(dict(client.session))
    give_code(client)

    assert "nadia" not in pending + str(dict(client.session))


def test_nobody_is_led_away_from_our_pages(client, nadia):
    client.post(f"{SIGN_IN}?next=https://example.org/phishing", {"email": nadia.email, "password": PASSWORD})

    assert give_code(client)["Location"] == "/extranet/"


def test_signing_out_is_a_post_and_a_get_changes_nothing(client, nadia):
    sign_in(client, nadia)
    assert client.get(reverse("account_logout")).status_code == 200
    assert is_signed_in(client) is True

    answer = client.post(reverse("account_logout"))

    assert (answer.status_code, answer["Location"]) == (302, SIGN_IN)
    assert is_signed_in(client) is False
    assert "Vous êtes déconnecté·e." in client.get(SIGN_IN).content.decode()


def test_one_may_give_up_between_the_password_and_the_code(client, nadia):
    give(client)
    assert client.get(SIGN_IN)["Location"] == reverse("mfa_authenticate")

    client.post(reverse("account_logout"))

    assert client.get(SIGN_IN).status_code == 200
    assert client.get(reverse("mfa_authenticate"))["Location"] == SIGN_IN


def test_the_step_of_the_code_does_not_wait_for_ever(client, nadia, settings):
    give(client)
    settings.ACCOUNT_LOGIN_TIMEOUT = -1

    assert give_code(client)["Location"] == SIGN_IN
    assert is_signed_in(client) is False


# --- The wrong keys ---------------------------------------------------------------------------------
def test_a_wrong_password_is_refused_and_traced_without_any_address(client, nadia):
    answer = give(client, password="un autre mot de passe")

    assert answer.status_code == 200
    assert answer.context["form"].non_field_errors() == [WRONG]
    entry = Entry.objects.get(code="account.sign_in_failed")
    assert (entry.object_id, entry.facts) == (str(nadia.pk), {"known_device": False})


@pytest.mark.parametrize("case", ["wrong password", "disabled", "not yet open", "not an address"])
def test_known_or_unknown_the_answer_is_the_same_to_the_byte(client, nadia, case):
    wrong = {
        "wrong password": lambda: give(client, password="un autre mot de passe"),
        "disabled": lambda: (actions.disable(nadia, by=None, now=NOW), give(client))[1],
        "not yet open": lambda: give(client, UserFactory(password=None, email="Z@example.org").email),
        "not an address": lambda: give(client, email="nadia"),
    }[case]()
    unknown = give(client, email="personne@example.org")

    typed = wrong.wsgi_request.POST["email"]
    assert (wrong.status_code, body(wrong).replace(typed, "…")) == (
        unknown.status_code,
        body(unknown).replace("personne@example.org", "…"),
    )
    assert list(wrong.headers) == list(unknown.headers)
    assert wrong.cookies.keys() == unknown.cookies.keys()


def test_a_password_is_hashed_once_whether_the_account_exists_or_not(client, nadia, monkeypatch):
    hashed = []
    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", lambda *a, **k: hashed.append(1) or encode(*a, **k))

    counts = []
    for email in (nadia.email, "personne@example.org", UserFactory(password=None).email):
        hashed.clear()
        give(client, email=email, password="un autre mot de passe")
        counts.append(len(hashed))

    assert counts == [1, 1, 1]


@pytest.mark.parametrize("length", [256, 300, 4096])
def test_an_endless_user_name_is_refused_and_counted(client, length):
    """guarantees.md T34: another library answers 500 before it counts."""
    endless = "a" * length + "@example.org"

    answers = [give(client, email=endless) for _ in range(11)]

    assert {answer.status_code for answer in answers} == {200}
    assert answers[9].context["form"].non_field_errors() == [WRONG]
    assert answers[10].context["form"].non_field_errors() == [WAIT]


@pytest.mark.parametrize("field", ["email", "password"])
def test_a_null_character_or_nothing_is_an_error_beside_the_field(client, field):
    given = {"email": "nadia@example.org", "password": PASSWORD}

    nothing = client.post(SIGN_IN, {**given, field: ""})
    null = client.post(SIGN_IN, {**given, field: "a\x00b"})

    assert (nothing.status_code, list(nothing.context["form"].errors)) == (200, [field])
    assert (null.status_code, list(null.context["form"].errors)) == (200, [field])


# --- Guessing ---------------------------------------------------------------------------------------
def at(monkeypatch, moment):
    monkeypatch.setattr(clock, "now", lambda: moment)


def test_the_eleventh_try_is_refused_even_with_the_right_password(client, nadia, monkeypatch):
    at(monkeypatch, NOW)
    for _ in range(10):
        assert give(client, password="un autre mot de passe").context["form"].non_field_errors() == [WRONG]

    assert give(client).context["form"].non_field_errors() == [WAIT]

    at(monkeypatch, NOW + timedelta(minutes=1))
    assert give(client)["Location"] == reverse("mfa_authenticate")


def test_an_unknown_address_is_slowed_down_in_the_same_words(client, nadia, monkeypatch):
    at(monkeypatch, NOW)
    answers = [give(client, email="personne@example.org") for _ in range(11)]

    assert answers[-1].context["form"].non_field_errors() == [WAIT]


def test_meanwhile_its_owner_signs_in_from_a_device_that_did_before(nadia, monkeypatch):
    at(monkeypatch, NOW)
    known_device, stranger = Client(), Client(REMOTE_ADDR="203.0.113.9")
    give(known_device)
    give_code(known_device)
    known_device.post(reverse("account_logout"))

    for _ in range(11):
        give(stranger, password="un autre mot de passe")
    assert give(stranger).context["form"].non_field_errors() == [WAIT]

    assert give(known_device)["Location"] == reverse("mfa_authenticate")


def test_a_known_device_is_not_a_way_to_guess_more(nadia, monkeypatch):
    at(monkeypatch, NOW)
    device = Client()
    give(device)
    give_code(device)
    device.post(reverse("account_logout"))

    for _ in range(10):
        give(device, password="un autre mot de passe")

    assert give(device).context["form"].non_field_errors() == [WAIT]


def test_the_cookie_of_a_device_opens_nothing_and_serves_one_account(nadia, monkeypatch):
    at(monkeypatch, NOW)
    device = Client()
    give(device)
    give_code(device)
    cookie = device.cookies[deployed.DEVICE_COOKIE_NAME]
    thief = Client()
    thief.cookies[deployed.DEVICE_COOKIE_NAME] = cookie.value

    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/extranet/compte/")
    assert "nadia" not in cookie.value
    assert thief.get(reverse("account_home")).status_code == 302
    for _ in range(10):
        give(thief, email="samir@example.org")
    assert give(Client(), email="samir@example.org").context["form"].non_field_errors() == [WAIT]


def test_one_network_cannot_try_a_password_on_everybody(client, monkeypatch):
    at(monkeypatch, NOW)
    for number in range(50):
        give(client, email=f"professionnel.{number}@example.org")

    assert give(client, email="encore@example.org").context["form"].non_field_errors() == [WAIT]
    elsewhere = Client(REMOTE_ADDR="203.0.113.9")
    assert give(elsewhere, email="encore@example.org").context["form"].non_field_errors() == [WRONG]


def test_a_made_up_forwarded_address_changes_nothing(client, monkeypatch):
    at(monkeypatch, NOW)
    for number in range(50):
        give(client, f"p{number}@example.org", headers={"x-forwarded-for": f"203.0.113.{number}"})

    refused = give(client, email="encore@example.org", headers={"x-forwarded-for": "203.0.113.77"})
    assert refused.context["form"].non_field_errors() == [WAIT]


def test_an_office_that_signs_in_all_day_is_never_slowed_down(monkeypatch):
    at(monkeypatch, NOW)
    user = UserFactory.with_second_factor(email="nadia@example.org")
    for _ in range(52):
        assert give(Client()).status_code == 302
    assert user.is_active is True


def test_five_wrong_codes_then_even_the_right_one_waits(client, nadia, monkeypatch):
    at(monkeypatch, NOW)
    give(client)
    for _ in range(5):
        assert give_code(client, "000000").context["form"].errors["code"] == [
            "Ce code n’est pas le bon. Il change toutes les trente secondes et ne sert qu’une fois."
        ]

    assert give_code(client).context["form"].errors["code"] == [WAIT]
    assert is_signed_in(client) is False


# --- What is not there ------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "name",
    ["account_signup", "account_email", "account_inactive", "account_set_password", "mfa_index",
     "mfa_deactivate_totp", "mfa_download_recovery_codes", "account_confirm_email"],
)  # fmt: skip
def test_the_pages_of_the_library_that_we_do_not_use_are_not_routed(name):
    with pytest.raises(NoReverseMatch):
        reverse(name)


@pytest.mark.parametrize("path", ["signup/", "email/", "2fa/", "login/", "inscription/", "password/reset/"])
def test_nobody_signs_up(client, path):
    with pytest.raises(Resolver404):
        resolve(f"/extranet/compte/{path}")
    assert client.get(f"/extranet/compte/{path}").status_code == 404
