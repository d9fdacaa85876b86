"""My account, and what dies the second an account is disabled."""

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.test import Client
from django.urls import reverse

from boussole.accounts import actions, second_factor
from boussole.accounts.tokens import ResetTokens
from boussole.core import clock
from tests.factories import NOW
from tests.factories.accounts import PASSWORD, UserFactory, code
from tests.signing import sign_in

pytestmark = pytest.mark.django_db
HOME, PROFILE = "/extranet/compte/", "/extranet/compte/profil/"


@pytest.fixture
def nadia():
    return UserFactory.with_second_factor(email="nadia@example.org", last_name="Belkacem")


def test_the_account_says_who_one_is_and_how_it_is_locked(client, nadia):
    page = sign_in(client, nadia).get(HOME).content.decode()

    assert "Nadia Belkacem" in page
    assert "nadia@example.org" in page
    assert "10\u00a0codes utilisables" in page


def test_few_recovery_codes_left_is_a_warning(client, nadia):
    for spare in second_factor.recovery_codes_left(nadia)[:8]:
        actions.prove_second_factor(nadia, spare, now=NOW)

    page = sign_in(client, nadia).get(HOME).content.decode()

    assert "2\u00a0codes utilisables" in page
    assert "Bientôt plus de codes de secours" in page


def test_the_profile_changes_and_the_number_is_kept_in_one_form(client, nadia):
    sign_in(client, nadia)
    posted = {"first_name": "Nadia", "last_name": "Belkacem-Roy", "job_title": "Éducatrice"}

    done = client.post(PROFILE, {**posted, "phone": "06 39 98 12 34"}, follow=True)

    nadia.refresh_from_db()
    assert (nadia.full_name, nadia.job_title, nadia.phone) == (
        "Nadia Belkacem-Roy",
        "Éducatrice",
        "+33639981234",
    )
    assert "Votre profil est à jour." in done.content.decode()


def test_a_wrong_number_is_told_beside_the_field_and_nothing_typed_is_lost(client, nadia):
    sign_in(client, nadia)

    answer = client.post(PROFILE, {"first_name": "Nadia", "last_name": "Roy", "phone": "12"})

    assert list(answer.context["form"].errors) == ["phone"]
    assert 'value="Roy"' in answer.content.decode()


def test_signing_out_everywhere_else(client, nadia):
    other = sign_in(Client(), nadia)
    sign_in(client, nadia)

    done = client.post(reverse("account_end_sessions"), follow=True)

    assert done.redirect_chain == [(reverse("account_sessions"), 302)]
    assert "déconnecté·e partout ailleurs" in done.content.decode()
    assert other.get(HOME)["Location"].startswith("/extranet/compte/connexion/")


def test_it_takes_a_post(client, nadia):
    assert sign_in(client, nadia).get(reverse("account_end_sessions")).status_code == 405


# --- Leaving (guarantees.md T4, G20) ----------------------------------------------------------------
def password(client, user):
    return client.post(reverse("account_login"), {"email": user.email, "password": PASSWORD})


def credentials(client, user):
    """Each way in, ready to be tried: a session, a step of the sign-in, a link, a password."""
    signed_in, halfway = sign_in(Client(), user), Client()
    password(halfway, user)
    uid, token = user_pk_to_url_str(user), ResetTokens().make_token(user)
    return {
        "reset": lambda: Client().get(reverse("account_reset_password_from_key", args=[uid, token])),
        "session": lambda: signed_in.get(HOME),
        "password": lambda: password(client, user),
        "code": lambda: halfway.post(reverse("mfa_authenticate"), {"code": code()}),
    }


def opens(response):
    """Whether this answer lets the person further in."""
    refused = b"pas le bon" in response.content or b"Ce lien ne marche plus" in response.content
    return not (refused or response.headers.get("Location", "").startswith("/extranet/compte/connexion/"))


def test_every_way_in_works_while_the_account_is_open(client, nadia):
    assert {kind: opens(attempt()) for kind, attempt in credentials(client, nadia).items()} == {
        "session": True,
        "code": True,
        "password": True,
        "reset": True,
    }


def test_no_way_in_works_once_it_is_disabled(client, nadia):
    ways = credentials(client, nadia)

    actions.disable(nadia, by=None, now=clock.now())

    assert {kind: opens(attempt()) for kind, attempt in ways.items()} == {
        "session": False,
        "code": False,
        "password": False,
        "reset": False,
    }


def test_a_session_does_not_come_back_with_the_account(client, nadia):
    sign_in(client, nadia)
    actions.disable(nadia, by=None, now=NOW)
    actions.reopen(nadia, by=None, now=NOW)

    assert client.get(HOME)["Location"].startswith("/extranet/compte/connexion/")


# --- Every page of the account ----------------------------------------------------------------------
PAGES_OF_STRANGERS = [
    "account_login",
    "account_reset_password",
    "account_reset_password_done",
    "account_reset_password_from_key_done",
    "account_invitation",
]
PAGES_OF_THE_ACCOUNT = [
    "account_home",
    "account_profile",
    "account_change_password",
    "account_reauthenticate",
    "account_logout",
    "mfa_activate_totp",
    "mfa_reauthenticate",
    "mfa_generate_recovery_codes",
]


@pytest.mark.parametrize("name", PAGES_OF_STRANGERS + PAGES_OF_THE_ACCOUNT)
def test_a_page_has_one_title_no_inline_script_and_is_not_kept(client, nadia, name):
    if name in PAGES_OF_THE_ACCOUNT:
        sign_in(client, nadia)

    page = client.get(reverse(name))

    text = page.content.decode()
    title = text.partition("<title>")[2].partition(" – ")[0]
    assert text.count("<h1>") == 1
    assert f"<h1>{title}</h1>" in text
    assert text.count("<script") == text.count("<script src=")
    assert (" style=" in text, " onclick=" in text) == (False, False)
    assert page["Cache-Control"].startswith(("no-store", "max-age=0, no-cache, no-store"))


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("account_login", ["username", "current-password"]),
        ("account_reset_password", ["username"]),
        ("account_change_password", ["username", "current-password", "new-password"]),
        ("account_profile", ["given-name", "family-name", "organization-title", "work tel"]),
        ("mfa_activate_totp", ["one-time-code"]),
        ("mfa_reauthenticate", ["one-time-code"]),
        ("account_reauthenticate", ["username", "current-password"]),
    ],
)
def test_browsers_know_what_each_field_is(client, nadia, name, expected):
    if name in PAGES_OF_THE_ACCOUNT:
        sign_in(client, nadia)

    text = client.get(reverse(name)).content.decode()

    assert [piece.partition('"')[0] for piece in text.split('autocomplete="')[1:]] == expected
