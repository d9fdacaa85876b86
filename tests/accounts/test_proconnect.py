"""What is believed of ProConnect: tokens of a real provider, right in everything but one thing."""

import os
import subprocess
import sys
import time
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.core.exceptions import SuspiciousOperation

from boussole.accounts.actions import identities
from boussole.accounts.audit_codes import Account
from boussole.accounts.gateways import proconnect as gateway
from boussole.accounts.models import ExternalIdentity
from boussole.accounts.proconnect import (
    WAITS_FOR,
    Doubt,
    NotBelieved,
    Said,
    is_strong,
    kept_until_linked,
    said_by,
)
from boussole.audit.models import Entry
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.accounts import UserFactory
from tests.proconnect import CLIENT

NONCE = "n" * 43
SAID = Said("https://idp.example.org", "42", "nadia@example.org", True, False, "a.token.signed")


# --- The token --------------------------------------------------------------------------------------
def test_a_right_token_is_believed(provider):
    token = provider.signs(nonce=NONCE, sub="personne-7")

    assert gateway.Client().verify_token(token, nonce=NONCE)["sub"] == "personne-7"


@pytest.mark.parametrize(
    "wrong",
    [
        {"aud": "un-autre-service"},
        {"aud": ["un-autre-service", "encore-un-autre"]},
        {"aud": [CLIENT, "un-autre-service"], "azp": "un-autre-service"},
        {"aud": None},
        {"iss": "https://ailleurs.example.org"},
        {"iss": None},
        {"nonce": "m" * 43},
        {"nonce": None},
        {"exp": timedelta(minutes=-2)},
        {"exp": None},
        {"iat": timedelta(minutes=10)},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_wrong_in_one_thing_is_not(provider, wrong):
    # Moments are said from when the test runs, not from when it is collected.
    after = {name: each for name, each in wrong.items() if isinstance(each, timedelta)}
    moments = {name: int(time.time() + each.total_seconds()) for name, each in after.items()}
    token = provider.signs(**{"nonce": NONCE} | wrong | moments)

    with pytest.raises((jwt.PyJWTError, SuspiciousOperation)):
        gateway.Client().verify_token(token, nonce=NONCE)


def test_neither_is_one_that_somebody_else_signed(provider):
    right = jwt.decode(provider.signs(nonce=NONCE), options={"verify_signature": False})
    stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    forged = jwt.encode(right, stranger, algorithm="RS256", headers={"kid": provider.key["kid"]})
    unsigned = jwt.encode(right, None, algorithm="none", headers={"kid": provider.key["kid"]})
    with_our_secret = jwt.encode(right, "x" * 32, algorithm="HS256", headers={"kid": provider.key["kid"]})

    for token in (forged, unsigned, with_our_secret):
        with pytest.raises((jwt.PyJWTError, SuspiciousOperation)):
            gateway.Client().verify_token(token, nonce=NONCE)


def test_user_information_of_another_service_is_not_believed(provider):
    with pytest.raises(jwt.InvalidAudienceError):
        gateway.Client().verify_token(provider.signs(aud="un-autre-service", exp=None))


# --- What it says -----------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("said", "strong"),
    [
        ({"acr": "eidas3"}, True),
        ({"acr": "eidas2"}, True),
        ({"acr": "eidas1"}, False),
        ({"acr": "eidas1", "amr": ["pwd", "otp", "mfa"]}, True),
        ({"acr": "eidas1", "amr": ["pwd"]}, False),
        ({"amr": ["pwd", "otp"]}, False),  # the provider says `mfa` when there were several; we do not add up
        ({"amr": "mfa"}, False),
        ({"acr": ["eidas3"]}, False),
        ({}, False),
    ],
    ids=str,
)
def test_only_what_is_said_to_be_strong_is(said, strong):
    assert is_strong(said) is strong


@pytest.mark.parametrize("sub", ["43", "", None, 42, "4" * 256])
def test_both_answers_speak_of_the_same_person(sub):
    with pytest.raises(NotBelieved) as refusal:
        said_by({"iss": "https://idp.example.org", "sub": "42"}, {"sub": sub}, "token")

    assert refusal.value.doubt == Doubt.CLAIMS


def test_who_waits_to_be_linked_waits_a_quarter_of_an_hour():
    kept = SAID.kept(at=1000.0)

    assert kept_until_linked(kept, 1000.0 + WAITS_FOR) == SAID
    assert kept_until_linked(kept, 1001.0 + WAITS_FOR) is None
    assert kept_until_linked(None, 1000.0) is None


# --- The departure ----------------------------------------------------------------------------------
def test_the_departure_says_what_proconnect_documents_and_nothing_else(provider):
    address = gateway.door(state="s" * 43, nonce=NONCE, redirect_uri="https://boussole.example.org/retour/")

    asked = parse_qs(urlsplit(address).query)
    assert set(asked) == {
        "response_type", "client_id", "redirect_uri", "scope", "state", "nonce", "acr_values", "claims",
    }  # fmt: skip
    assert asked["claims"] == ['{"id_token": {"amr": {"essential": true}, "acr": {"essential": false}}}']


def test_a_provider_that_calls_itself_by_another_name_is_not_believed(provider, settings):
    settings.PROCONNECT_ISSUER = provider.issuer.replace("localhost", "127.0.0.1")

    with pytest.raises((NotBelieved, requests.RequestException)):
        gateway.provider()


def test_a_provider_that_is_not_there_is_said_to_be_silent(provider, settings):
    settings.PROCONNECT_ISSUER = "http://127.0.0.1:9"

    with pytest.raises(NotBelieved) as refusal:
        gateway.provider()
    assert refusal.value.doubt == Doubt.UNREACHABLE


def test_forms_may_lead_to_the_provider_and_nowhere_else():
    """The policy is made when the site starts: from nothing, as a server would."""
    asked = (
        "from config import settings; print(settings.CONTENT_SECURITY_POLICY['DIRECTIVES']['form-action'])"
    )
    told = {}
    for issuer in ("", "https://auth.example.org/api/v2"):
        environment = os.environ | {"PROCONNECT_ISSUER": issuer, "SECRET_KEY": "only-for-this-test"}
        answer = subprocess.run(
            [sys.executable, "-c", asked], env=environment, capture_output=True, text=True, check=True
        )
        told[issuer] = answer.stdout.strip()

    assert told == {
        "": "[\"'self'\"]",
        "https://auth.example.org/api/v2": "[\"'self'\", 'https://auth.example.org']",
    }


# --- The link ---------------------------------------------------------------------------------------
@pytest.mark.django_db
def test_an_identity_is_linked_traced_and_told():
    nadia = UserFactory()

    identities.link_identity(nadia, SAID, now=NOW)

    assert identities.recognise(SAID, now=NOW) == nadia
    assert Entry.objects.get().code == Account.IDENTITY_LINKED
    assert "Un compte ProConnect a été relié" in OutgoingMessage.objects.get().body


@pytest.mark.django_db
def test_an_identity_opens_one_account_and_the_other_keeps_what_it_had():
    nadia, samir = UserFactory(), UserFactory()
    own = Said(SAID.issuer, "43", samir.email, True, False, "token")
    identities.link_identity(nadia, SAID, now=NOW)
    identities.link_identity(samir, own, now=NOW)

    with pytest.raises(identities.IdentityTaken):
        identities.link_identity(samir, SAID, now=NOW)

    assert identities.recognise(SAID, now=NOW) == nadia
    assert identities.recognise(own, now=NOW) == samir


@pytest.mark.django_db
def test_the_same_number_at_another_provider_is_somebody_else():
    identities.link_identity(UserFactory(), SAID, now=NOW)
    elsewhere = Said("https://other.example.org", SAID.sub, SAID.email, True, True, "token")

    assert identities.recognise(elsewhere, now=NOW) is None


@pytest.mark.django_db
def test_a_new_identity_replaces_the_former_one():
    nadia = UserFactory()
    identities.link_identity(nadia, SAID, now=NOW)

    identities.link_identity(nadia, Said(SAID.issuer, "new", SAID.email, True, False, "token"), now=NOW)

    assert list(ExternalIdentity.objects.values_list("sub", flat=True)) == ["new"]
    assert identities.recognise(SAID, now=NOW) is None


@pytest.mark.django_db
def test_what_was_unlinked_opens_nothing_and_is_told_once():
    nadia = UserFactory()
    identities.link_identity(nadia, SAID, now=NOW)

    assert (identities.unlink_identity(nadia, now=NOW), identities.unlink_identity(nadia, now=NOW)) == (
        True,
        False,
    )
    assert identities.recognise(SAID, now=NOW) is None
    assert OutgoingMessage.objects.count() == 2
