"""A forgotten password, a password to change: one hour, once, and no word about who has an account."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from boussole.accounts import actions
from boussole.mail.models import OutgoingMessage
from tests.factories import NOW
from tests.factories.accounts import PASSWORD, UserFactory
from tests.signing import sign_in

pytestmark = pytest.mark.django_db
ASK, CHANGE, HOME = (
    "/extranet/compte/mot-de-passe/oublie/",
    "/extranet/compte/mot-de-passe/",
    "/extranet/compte/",
)
PHRASE = "mandarine tracteur zébu"


@pytest.fixture
def nadia():
    return UserFactory.with_second_factor(email="nadia@example.org")


def link_received(client, email="nadia@example.org"):
    OutgoingMessage.objects.all().delete()
    client.post(ASK, {"email": email})
    return re.search(r"http://testserver(/\S+)", OutgoingMessage.objects.get().body)[1]


def test_the_answer_is_the_same_whoever_asks(client, nadia):
    prepared = UserFactory(password=None)
    pages = [
        client.post(ASK, {"email": email}, follow=True)
        for email in (nadia.email, "personne@example.org", prepared.email)
    ]

    assert {page.redirect_chain[-1] for page in pages} == {(f"{ASK}envoye/", 302)}
    assert len({page.content for page in pages}) == 1
    assert [message.to_address for message in OutgoingMessage.objects.filter(template__endswith="reset")] == [
        nadia.email
    ]


def test_the_address_may_be_typed_with_capitals(client, nadia):
    assert link_received(client, "Nadia@Example.org").startswith("/extranet/compte/mot-de-passe/nouveau/")


def test_five_messages_an_hour_reach_one_mailbox_and_nobody_is_told(client, nadia):
    OutgoingMessage.objects.all().delete()
    answers = {client.post(ASK, {"email": nadia.email})["Location"] for _ in range(8)}

    assert answers == {f"{ASK}envoye/"}
    assert OutgoingMessage.objects.count() == 5


def test_what_is_not_an_address_is_told_beside_the_field(client):
    answer = client.post(ASK, {"email": "nadia"})

    assert answer.context["form"].errors["email"] == [
        "Il manque quelque chose à cette adresse\u00a0: prenom.nom@example.org"
    ]


def test_a_forged_host_does_not_change_the_link(client, nadia, settings):
    settings.ALLOWED_HOSTS = ["*"]
    OutgoingMessage.objects.all().delete()
    client.post(ASK, {"email": nadia.email}, headers={"host": "evil.example.org"})

    body = OutgoingMessage.objects.get().body
    assert ("evil" in body, "http://testserver/extranet/" in body) == (False, True)


def test_the_link_leads_to_a_page_whose_address_holds_no_secret(client, nadia):
    link = link_received(client)

    followed = client.get(link)

    assert followed["Referrer-Policy"] == "no-referrer"
    assert re.fullmatch(r"/extranet/compte/mot-de-passe/nouveau/\w+-set-password/", followed["Location"])
    form = client.get(followed["Location"])
    assert (form.status_code, form["Referrer-Policy"], form["Cache-Control"]) == (
        200,
        "same-origin",
        "no-store",
    )


def test_a_hundred_programs_that_open_the_link_first_spoil_nothing(client, nadia):
    link = link_received(client)
    for _ in range(50):
        Client().get(link)
        Client().head(link)

    clean = client.get(link)["Location"]
    assert client.post(clean, {"password": PHRASE})["Location"] == "/extranet/compte/mot-de-passe/nouveau/"


def test_the_new_password_works_and_the_link_is_spent(client, nadia):
    other = sign_in(Client(), nadia)
    link = link_received(client)
    clean = client.get(link)["Location"]

    done = client.post(clean, {"password": PHRASE}, follow=True)

    nadia.refresh_from_db()
    assert nadia.check_password(PHRASE) is True
    assert "Votre mot de passe est changé" in done.content.decode()
    assert "_auth_user_id" not in client.session
    assert other.get(HOME)["Location"].startswith("/extranet/compte/connexion/")
    spent = Client().get(link)
    assert (spent.status_code, "Ce lien ne marche plus" in spent.content.decode()) == (200, True)
    assert spent["Referrer-Policy"] == "no-referrer"


def test_a_weak_password_is_refused_beside_the_field_and_the_link_still_works(client, nadia):
    clean = client.get(link_received(client))["Location"]

    refused = client.post(clean, {"password": "Nadia-Belkacem-2026"})
    assert list(refused.context["form"].errors) == ["password"]

    assert client.post(clean, {"password": PHRASE}).status_code == 302


def test_the_link_of_a_disabled_account_opens_nothing(client, nadia):
    link = link_received(client)
    actions.disable(nadia, by=None, now=NOW)

    assert "Ce lien ne marche plus" in client.get(link).content.decode()


def test_choosing_a_new_password_lifts_the_brake_that_a_stranger_put(client, nadia):
    sign_in_page = reverse("account_login")
    for _ in range(10):
        client.post(sign_in_page, {"email": nadia.email, "password": "un autre mot de passe"})
    client.post(client.get(link_received(client))["Location"], {"password": PHRASE})

    signed_in = client.post(sign_in_page, {"email": nadia.email, "password": PHRASE})

    assert signed_in["Location"] == reverse("mfa_authenticate")


# --- From inside ------------------------------------------------------------------------------------
def test_changing_password_keeps_this_session_and_closes_the_others(client, nadia):
    other = sign_in(Client(), nadia)
    sign_in(client, nadia)

    done = client.post(CHANGE, {"password": PASSWORD, "new_password": PHRASE}, follow=True)

    assert done.redirect_chain == [(HOME, 302)]
    assert "Votre mot de passe est changé." in done.content.decode()
    assert other.get(HOME).status_code == 302
    nadia.refresh_from_db()
    assert nadia.check_password(PHRASE) is True


def test_changing_password_asks_the_present_one_and_counts_the_wrong_ones(client, nadia):
    sign_in(client, nadia)
    answers = [
        client.post(CHANGE, {"password": "pas le bon du tout", "new_password": PHRASE}).context["form"].errors
        for _ in range(11)
    ]

    assert answers[0]["password"] == ["Ce n’est pas le bon mot de passe."]
    assert answers[10]["password"][0].startswith("Trop d’essais à la suite.")


def test_extra_fields_change_nothing(client, nadia):
    """guarantees.md T18."""
    sign_in(client, nadia)
    posted = {"first_name": "Nadia", "last_name": "Belkacem", "job_title": "", "phone": ""}

    client.post(
        reverse("account_profile"),
        {**posted, "email": "autre@example.org", "is_active": "", "session_generation": "9", "password": "x"},
    )

    generation = nadia.session_generation
    nadia.refresh_from_db()
    assert (nadia.email, nadia.is_active, nadia.session_generation) == ("nadia@example.org", True, generation)
    assert nadia.check_password(PASSWORD) is True
