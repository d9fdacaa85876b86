"""ProConnect opens a door that was linked on purpose, and nothing else: against a provider we did not write."""

import pytest
import requests
from django.urls import reverse

from boussole.accounts import actions
from boussole.accounts.actions import identities
from boussole.accounts.audit_codes import Account
from boussole.accounts.models import ExternalIdentity, WorkSession
from boussole.accounts.proconnect import Doubt, Said
from boussole.audit.models import Entry
from boussole.web.extranet.proconnect import ANSWERED_WITHIN, ASKED
from tests.factories import NOW
from tests.factories.accounts import PASSWORD, UserFactory, code
from tests.proconnect import ONE_FACTOR, TWO_FACTORS, state_of
from tests.signing import sign_in

pytestmark = pytest.mark.django_db
LOGIN, HOME = "/extranet/compte/connexion/", "/extranet/compte/"
LINK, UNKNOWN = "/extranet/compte/proconnect/relier/", "/extranet/compte/proconnect/inconnu/"
ASKS_CODE = "/extranet/compte/second-facteur/"


@pytest.fixture
def nadia():
    return UserFactory.with_second_factor(email="nadia@example.org", last_login=NOW)


def linked(user, person, provider):
    """This account was linked to this person of the provider."""
    said = Said(provider.issuer, person.user_name, user.email, True, False, "token")
    return identities.link_identity(user, said, now=NOW)


def leaves(client, **posted):
    """Press the button; the address at the provider."""
    return client.post(reverse("proconnect_start"), posted)["Location"]


def comes_by_proconnect(client, provider, **posted):
    """Press the button, go through the provider, come back; where one is led."""
    return client.get(provider.answers(leaves(client, **posted)))


def text(client, address):
    return client.get(address, follow=True).content.decode()


# --- A linked account -------------------------------------------------------------------------------
def test_two_factors_shown_to_proconnect_open_the_account(client, provider, nadia):
    person = provider.knows("another.address@example.org")
    linked(nadia, person, provider)
    provider.is_shown(person, factors=TWO_FACTORS)

    answer = comes_by_proconnect(client, provider, next="/extranet/compte/profil/")

    assert answer["Location"] == "/extranet/compte/profil/"
    assert client.get(HOME).status_code == 200
    assert WorkSession.objects.get(user=nadia).factor == WorkSession.Factor.PROCONNECT


def test_one_factor_shown_to_proconnect_is_one_and_ours_is_asked(client, provider, nadia):
    person = provider.knows(nadia.email)
    linked(nadia, person, provider)
    provider.is_shown(person, factors=ONE_FACTOR)

    assert comes_by_proconnect(client, provider)["Location"] == ASKS_CODE
    assert client.get(HOME).status_code == 302
    assert "_auth_user_id" not in client.session

    client.post(ASKS_CODE, {"code": code()})
    assert client.get(HOME).status_code == 200


def test_what_a_strong_sign_in_showed_does_not_serve_the_next_one(client, provider, nadia):
    person = provider.knows(nadia.email)
    linked(nadia, person, provider)
    provider.is_shown(person, factors=TWO_FACTORS)
    comes_by_proconnect(client, provider)
    client.post(reverse("account_logout"))
    provider.is_shown(person, factors=ONE_FACTOR)

    assert comes_by_proconnect(client, provider)["Location"] == ASKS_CODE


def test_a_weak_sign_in_without_any_factor_of_ours_leads_to_setting_one(client, provider):
    samir, person = UserFactory(email="samir@example.org"), provider.knows("samir@example.org")
    linked(samir, person, provider)
    provider.is_shown(person, factors=ONE_FACTOR)

    assert comes_by_proconnect(client, provider)["Location"].startswith(reverse("mfa_activate_totp"))
    assert client.get(HOME)["Location"].startswith(reverse("mfa_activate_totp"))


def test_a_disabled_account_is_not_opened(client, provider, nadia):
    person = provider.knows(nadia.email)
    linked(nadia, person, provider)
    actions.disable(nadia, by=None, now=NOW)
    provider.is_shown(person, factors=TWO_FACTORS)

    answer = comes_by_proconnect(client, provider)

    assert answer["Location"] == LOGIN
    assert "Votre compte est désactivé" in text(client, LOGIN)
    assert "_auth_user_id" not in client.session


def test_an_account_that_reopens_is_linked_to_nobody(nadia, provider):
    linked(nadia, provider.knows(nadia.email), provider)
    actions.disable(nadia, by=None, now=NOW)
    actions.reopen(nadia, by=None, now=NOW)

    assert not ExternalIdentity.objects.filter(user=nadia).exists()


# --- Nobody is found by an address ------------------------------------------------------------------
@pytest.mark.parametrize("factors", [ONE_FACTOR, TWO_FACTORS])
def test_the_address_of_an_account_opens_nothing(client, provider, nadia, factors):
    provider.is_shown(provider.knows(nadia.email), factors=factors)

    assert comes_by_proconnect(client, provider)["Location"] == UNKNOWN

    assert "Pour être sûrs que c’est le vôtre" in text(client, UNKNOWN)
    assert "_auth_user_id" not in client.session
    assert not ExternalIdentity.objects.exists()


def test_somebody_without_an_account_is_told_to_ask_for_an_invitation(client, provider):
    provider.is_shown(provider.knows("stranger@example.org"), factors=TWO_FACTORS)

    comes_by_proconnect(client, provider)

    assert "Il s’ouvre par une invitation" in text(client, UNKNOWN)


def test_an_address_that_was_not_verified_says_nothing_of_our_accounts(client, provider, nadia):
    provider.is_shown(provider.knows(nadia.email), factors=TWO_FACTORS)
    mapping = provider.server.app.config["CANAILLE_OIDC"]["USERINFO_MAPPING"]
    mapping["EMAIL_VERIFIED"] = "false"
    try:
        comes_by_proconnect(client, provider)
    finally:
        del mapping["EMAIL_VERIFIED"]

    page = text(client, UNKNOWN)
    assert "la Boussole a un compte à votre adresse" not in page
    assert "Il s’ouvre par une invitation" in page


def test_an_account_is_linked_by_its_own_password_and_factor_once(client, provider, nadia):
    person = provider.knows(nadia.email)
    provider.is_shown(person, factors=ONE_FACTOR)
    comes_by_proconnect(client, provider)

    client.post(f"{LOGIN}?next={LINK}", {"email": nadia.email, "password": PASSWORD})
    assert client.get(LINK).status_code == 302  # the password alone links nothing
    assert client.post(ASKS_CODE, {"code": code()})["Location"] == LINK
    assert "nadia@example.org" in text(client, LINK)
    client.post(LINK)

    identity = ExternalIdentity.objects.get()
    assert (identity.user, identity.issuer, identity.sub) == (nadia, provider.issuer, person.user_name)
    assert "Relié depuis" in text(client, HOME)


def test_a_new_identity_replaces_the_former_only_when_its_owner_says_so(client, provider, nadia):
    linked(nadia, provider.knows(nadia.email), provider)
    renewed = provider.knows(nadia.email)
    sign_in(client, nadia)
    provider.is_shown(renewed, factors=TWO_FACTORS)

    assert comes_by_proconnect(client, provider)["Location"] == LINK
    assert "Il remplace celui que vous aviez relié" in text(client, LINK)
    client.post(LINK)

    assert ExternalIdentity.objects.get().sub == renewed.user_name


def test_somebody_elses_identity_changes_nobody(client, provider, nadia):
    samir = UserFactory.with_second_factor(email="samir@example.org")
    person = provider.knows(samir.email)
    linked(samir, person, provider)
    sign_in(client, nadia)
    provider.is_shown(person, factors=TWO_FACTORS)

    assert comes_by_proconnect(client, provider)["Location"] == HOME

    assert "ouvre un autre compte de la Boussole" in text(client, HOME)
    assert client.session["_auth_user_id"] == str(nadia.pk)
    assert ExternalIdentity.objects.get().user == samir


def test_unlinking_closes_that_door_alone(client, provider, nadia):
    linked(nadia, provider.knows(nadia.email), provider)
    sign_in(client, nadia)

    assert (
        "Votre mot de passe ouvre toujours"
        in client.post(reverse("proconnect_unlink"), follow=True).content.decode()
    )
    assert not ExternalIdentity.objects.exists()


# --- Answers that are not believed ------------------------------------------------------------------
def refused(client, address):
    """An answer that proves nothing leads to the door, which says so, and opens nothing."""
    assert client.get(address)["Location"] == LOGIN
    assert "n’est pas allée au bout" in text(client, LOGIN)
    assert "_auth_user_id" not in client.session


def test_an_answer_comes_once(client, provider, nadia):
    provider.is_shown(
        provider.knows(nadia.email), factors=TWO_FACTORS
    )  # linked to nobody: the session goes on
    answer = provider.answers(leaves(client))
    client.get(answer)

    refused(client, answer)
    assert not Entry.objects.filter(code=Account.IDENTITY_REFUSED).exists(), "the provider is not asked again"


def test_an_answer_comes_within_a_quarter_of_an_hour(client, provider, nadia):
    provider.is_shown(provider.knows(nadia.email), factors=TWO_FACTORS)
    answer = provider.answers(leaves(client))
    session = client.session
    session[ASKED][state_of(answer)]["added_on"] -= ANSWERED_WITHIN + 1
    session.save()

    refused(client, answer)


def test_a_code_used_once_is_refused_by_the_provider_too(client, provider, nadia):
    linked(nadia, person := provider.knows(nadia.email), provider)
    provider.is_shown(person, factors=TWO_FACTORS)
    spent = provider.answers(leaves(client))
    client.get(spent)
    client.post(reverse("account_logout"))

    refused(client, spent.replace(state_of(spent), state_of(leaves(client))))
    assert Entry.objects.get(code=Account.IDENTITY_REFUSED).facts == {"reason": Doubt.CODE.value}


def test_an_answer_to_somebody_elses_question_is_refused(client, provider, nadia):
    """A link sent to a victim, so that they work in the account of an attacker."""
    linked(nadia, person := provider.knows(nadia.email), provider)
    provider.is_shown(person, factors=TWO_FACTORS)
    answer = provider.answers(leaves(client))

    refused(type(client)(), answer)


def test_a_code_that_answers_another_question_of_the_same_browser_is_refused(client, provider, nadia):
    """The nonce in the token is that of the other departure."""
    linked(nadia, person := provider.knows(nadia.email), provider)
    provider.is_shown(person, factors=TWO_FACTORS)
    first, second = leaves(client), leaves(client)
    answer = provider.answers(first)

    refused(client, answer.replace(state_of(answer), state_of(second)))
    assert Entry.objects.get(code=Account.IDENTITY_REFUSED).facts == {"reason": Doubt.TOKEN.value}


@pytest.mark.parametrize("answer", ["", "?error=access_denied&state=x", "?code=x", "?code=x&state=x"])
def test_an_answer_that_nobody_asked_for_is_refused(client, provider, answer):
    refused(client, reverse("proconnect_return") + answer)


def test_a_provider_that_does_not_answer_leaves_the_password(client, provider, settings):
    settings.PROCONNECT_ISSUER = "http://127.0.0.1:9"

    assert leaves(client) == LOGIN
    assert "ProConnect ne répond pas en ce moment" in text(client, LOGIN)


# --- The way out, and where it is off ---------------------------------------------------------------
def test_signing_out_here_signs_out_there(client, provider, nadia):
    linked(nadia, person := provider.knows(nadia.email), provider)
    provider.is_shown(person, factors=TWO_FACTORS)
    comes_by_proconnect(client, provider)

    way_out = client.post(reverse("account_logout"))["Location"]

    assert way_out.startswith(f"{provider.issuer}/oauth/end_session?id_token_hint=")
    assert len(state_of(way_out)) >= 32
    back = requests.get(way_out, timeout=10, allow_redirects=False).headers["Location"]
    assert back.partition("?")[0].endswith(reverse("proconnect_signed_out"))
    assert client.get(back)["Location"] == LOGIN
    assert "Vous êtes déconnecté·e." in text(client, LOGIN)


def test_whoever_came_by_a_password_signs_out_here_only(client, provider, nadia):
    sign_in(client, nadia)

    assert client.post(reverse("account_logout"))["Location"] == LOGIN


def test_a_departure_never_leads_to_another_site(client, provider, nadia):
    linked(nadia, person := provider.knows(nadia.email), provider)
    provider.is_shown(person, factors=TWO_FACTORS)

    answer = comes_by_proconnect(client, provider, next="https://evil.example.org/")

    assert answer["Location"] == "/extranet/"


def test_the_state_and_the_nonce_are_long_enough(client, provider):
    address = leaves(client)

    assert len(state_of(address)) >= 32
    assert len(address.partition("nonce=")[2].partition("&")[0]) >= 32


def test_without_a_provider_there_is_no_button_and_no_page(client, nadia):
    assert "ProConnect" not in text(client, LOGIN)
    pages = ["proconnect_start", "proconnect_return", "proconnect_unknown"]
    assert [client.post(reverse(pages[0])).status_code, *(client.get(reverse(p)).status_code for p in pages[1:])] == [
        404, 404, 404,
    ]  # fmt: skip


def test_with_a_provider_the_button_says_its_name(client, provider):
    page = client.get(f"{LOGIN}?next=/extranet/compte/profil/")

    assert "S’identifier avec" in page.content.decode()
    assert 'name="next" value="/extranet/compte/profil/"' in page.content.decode()
    assert provider.issuer in page["Content-Security-Policy"]
