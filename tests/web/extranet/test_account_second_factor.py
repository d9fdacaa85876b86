"""No page opens on a password alone; setting a phone up is part of the first sign-in."""

import base64
import time

import pytest
from allauth.account.utils import user_pk_to_url_str
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from boussole.accounts import actions, second_factor
from boussole.accounts.models import Mandate, User
from boussole.accounts.sealing import unseal
from boussole.accounts.tokens import ResetTokens
from boussole.web.extranet.views.second_factor import SECRET as SECRET_IN_SESSION
from boussole.web.shared.access import FRESH, fresh_second_factor_required, remember_second_factor
from tests.factories import NOW
from tests.factories.accounts import PASSWORD, SECRET, MandateFactory, UserFactory, code
from tests.factories.partners import ReferentFactory
from tests.signing import sign_in, sign_in_with_password_only

pytestmark = pytest.mark.django_db
HOME, ENROL = "/extranet/compte/", "/extranet/compte/second-facteur/reglage/"
CODES, CONFIRM = "/extranet/compte/codes-de-secours/", "/extranet/compte/second-facteur/confirmation/"


@pytest.fixture
def samir():
    return UserFactory(email="samir@example.org")


@pytest.fixture
def nadia():
    return UserFactory.with_second_factor(email="nadia@example.org")


def shown_by_the_phone(client):
    return second_factor.code_at(unseal(client.session[SECRET_IN_SESSION]), time.time())


# --- The gate ---------------------------------------------------------------------------------------
def closed_pages():
    """Every page of the site that asks for an account and takes no argument."""
    for prefix, pattern in routes(get_resolver().url_patterns):
        path = prefix + str(pattern.pattern).strip("^$")
        if getattr(pattern.callback, "login_required", True) and "<" not in path and "(" not in path:
            yield "/" + path


def routes(patterns, prefix=""):
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            yield prefix, pattern
        else:
            yield from routes(pattern.url_patterns, prefix + str(pattern.pattern))


OPEN_BEFORE = {ENROL, CODES, CONFIRM, "/extranet/compte/confirmation/", "/extranet/compte/cles/ajouter/"}


def test_with_a_password_alone_every_page_leads_to_the_phone(client, samir):
    sign_in_with_password_only(client, samir)
    pages = [path for path in closed_pages() if path not in OPEN_BEFORE]

    led = {path: client.get(path).headers.get("Location", "").partition("?")[0] for path in pages}

    assert {HOME, "/extranet/"} <= set(led)
    assert led == dict.fromkeys(pages, ENROL)


def test_nothing_is_done_either(client, samir):
    sign_in_with_password_only(client, samir)
    posted = {"first_name": "X", "last_name": "Y"}

    assert client.post(reverse("account_profile"), posted).headers["Location"] == ENROL
    assert client.post(reverse("account_end_sessions")).headers["Location"] == ENROL
    samir.refresh_from_db()
    assert (samir.first_name, samir.session_generation) == ("Nadia", 0)


@pytest.mark.parametrize("role", ["referent", *Mandate.Role.values])
def test_no_role_is_excused(client, samir, role):
    if role == "referent":
        ReferentFactory(user=samir)
    else:
        MandateFactory(user=samir, role=role, region="84")
    sign_in_with_password_only(client, samir)

    assert client.get(HOME).headers["Location"].startswith(ENROL)


def test_a_session_opened_before_the_phone_was_linked_must_show_it_too(client, samir):
    """Linking a phone elsewhere closes the sessions; were one to survive, it would have to show a code."""
    sign_in_with_password_only(client, samir)
    second_factor.keep_application(samir, SECRET, period=0)

    asked = client.get(HOME)
    assert asked["Location"] == f"{CONFIRM}?next=%2Fextranet%2Fcompte%2F"
    assert (
        client.get(ENROL)["Location"] == f"{CONFIRM}?next=%2Fextranet%2Fcompte%2Fsecond-facteur%2Freglage%2F"
    )

    assert client.post(asked["Location"], {"code": code()})["Location"] == HOME
    assert client.get(HOME).status_code == 200


def test_a_new_password_does_not_replace_the_phone(client, nadia):
    token = ResetTokens().make_token(nadia)
    uid = user_pk_to_url_str(nadia)
    clean = client.get(reverse("account_reset_password_from_key", args=[uid, token]))["Location"]
    phrase = "mandarine tracteur zébu"
    client.post(clean, {"password": phrase})

    assert client.get(HOME).status_code == 302
    signing_in = client.post(reverse("account_login"), {"email": nadia.email, "password": phrase})

    assert signing_in["Location"] == reverse("mfa_authenticate")
    assert "_auth_user_id" not in client.session


def test_public_pages_and_the_way_out_stay_open(client, samir):
    sign_in_with_password_only(client, samir)

    assert client.get(reverse("account_reset_password")).status_code == 200
    assert client.post(reverse("account_logout")).status_code == 302
    assert "_auth_user_id" not in client.session


def test_in_the_demo_the_phone_is_offered_and_can_wait(client, samir, settings):
    settings.SECOND_FACTOR_REQUIRED = False

    signed_in = client.post(
        reverse("account_login") + "?next=/extranet/compte/profil/",
        {"email": samir.email, "password": PASSWORD},
    )

    assert signed_in["Location"] == f"{ENROL}?next=%2Fextranet%2Fcompte%2Fprofil%2F"
    offer = client.get(signed_in["Location"]).content.decode()
    assert 'href="/extranet/compte/profil/"><span>Plus tard (démonstration)</span>' in offer
    assert client.get("/extranet/compte/profil/").status_code == 200


def test_elsewhere_it_cannot_wait(client, samir):
    sign_in_with_password_only(client, samir)

    assert "Plus tard" not in client.get(ENROL).content.decode()


# --- Linking a phone --------------------------------------------------------------------------------
def test_the_first_sign_in_links_a_phone_then_shows_the_recovery_codes_once(client, samir):
    signed_in = client.post(reverse("account_login"), {"email": samir.email, "password": PASSWORD})
    assert signed_in["Location"] == f"{ENROL}?next=%2Fextranet%2F"

    page = client.get(signed_in["Location"])
    drawing = base64.b64decode(page.context["qr_code"].removeprefix("data:image/svg+xml;base64,"))
    assert drawing.startswith(b"<?xml")
    assert page.context["key"].replace(" ", "") in page.context["link"]

    before = client.session.session_key
    linked = client.post(signed_in["Location"], {"code": shown_by_the_phone(client)})
    assert linked["Location"] == f"{CODES}?next=%2Fextranet%2F"
    assert client.session.session_key != before
    assert SECRET_IN_SESSION not in client.session

    first, again = client.get(linked["Location"]), client.get(linked["Location"])
    codes = second_factor.recovery_codes_left(samir)
    assert [all(each in page.content.decode() for each in codes) for page in (first, again)] == [True, True]

    noted = client.post(linked["Location"])
    assert noted["Location"] == "/extranet/"
    assert client.get(CODES)["Location"] == HOME  # never again
    assert client.get(HOME).status_code == 200


def test_nothing_else_opens_while_the_codes_are_not_noted(client, samir):
    sign_in_with_password_only(client, samir)
    client.get(ENROL)
    client.post(ENROL, {"code": shown_by_the_phone(client)})

    assert client.get(HOME)["Location"] == f"{CODES}?next=%2Fextranet%2Fcompte%2F"


def test_another_session_never_sees_the_codes(client, samir):
    sign_in_with_password_only(client, samir)
    client.get(ENROL)
    client.post(ENROL, {"code": shown_by_the_phone(client)})

    other = sign_in(Client(), User.objects.get(pk=samir.pk))
    assert other.get(CODES)["Location"] == HOME


def test_the_key_stays_the_same_on_reload_and_is_sealed_in_the_session(client, samir):
    sign_in_with_password_only(client, samir)

    first, second = client.get(ENROL).context["key"], client.get(ENROL).context["key"]

    assert first == second
    assert first.replace(" ", "") not in str(dict(client.session))


def test_a_wrong_code_says_what_to_check_and_keeps_the_key(client, samir):
    sign_in_with_password_only(client, samir)
    key = client.get(ENROL).context["key"]

    answer = client.post(ENROL, {"code": "000000"})

    assert answer.context["key"] == key
    assert "l’heure de votre téléphone" in answer.context["form"].errors["code"][0]
    assert second_factor.has_factor(samir) is False


def test_a_person_who_stayed_long_on_the_page_says_their_password_again(client, samir, settings):
    sign_in_with_password_only(client, samir)
    client.get(ENROL)
    shown = shown_by_the_phone(client)
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = -1
    asked = client.post(ENROL, {"code": shown})
    assert asked["Location"].startswith("/extranet/compte/confirmation/")
    settings.ACCOUNT_REAUTHENTICATION_TIMEOUT = 900

    resumed = client.post(asked["Location"], {"password": PASSWORD})

    assert resumed["Location"] == CODES
    assert second_factor.has_factor(samir) is True


# --- Afterwards -------------------------------------------------------------------------------------
def test_a_new_phone_takes_the_place_of_the_old_one(client, nadia):
    sign_in(client, nadia)
    client.get(ENROL)

    client.post(ENROL, {"code": shown_by_the_phone(client)})

    assert actions.prove_second_factor(nadia, code(periods_ahead=1), now=NOW) is None
    assert client.get(HOME)["Location"].startswith(CODES)


def test_other_sessions_are_closed_by_a_new_phone(client, nadia):
    other = sign_in(Client(), nadia)
    sign_in(client, nadia)
    client.get(ENROL)
    client.post(ENROL, {"code": shown_by_the_phone(client)})

    assert other.get(HOME)["Location"].startswith("/extranet/compte/connexion/")


def test_changing_phone_asks_a_fresh_code(client, nadia, monkeypatch):
    sign_in(client, nadia)
    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + FRESH + 1)

    answer = client.get(ENROL)

    assert answer["Location"].startswith("/extranet/compte/confirmation/")


def test_new_recovery_codes_are_made_by_a_post(client, nadia):
    sign_in(client, nadia)
    old, url = second_factor.recovery_codes_left(nadia), reverse("mfa_generate_recovery_codes")

    assert client.get(url).status_code == 200
    assert second_factor.recovery_codes_left(nadia) == old

    assert client.post(url)["Location"] == CODES
    assert second_factor.recovery_codes_left(nadia)[0] in client.get(CODES).content.decode()
    assert not set(old) & set(second_factor.recovery_codes_left(nadia))


def test_what_takes_much_away_asks_a_fresh_code(rf, client, nadia, monkeypatch):
    @fresh_second_factor_required
    def export(request):
        return HttpResponse("everything")

    sign_in(client, nadia)
    request = rf.get("/extranet/demandes/export/")
    request.user, request.session = nadia, client.session
    assert export(request).content == b"everything"

    real = time.time
    monkeypatch.setattr(time, "time", lambda: real() + 15 * 60 + 1)
    assert export(request)["Location"] == f"{CONFIRM}?next=%2Fextranet%2Fdemandes%2Fexport%2F"
    remember_second_factor(request, nadia)  # one more: the first one is still written, and counts no more
    assert export(request).content == b"everything"
