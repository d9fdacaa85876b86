"""Coming in by invitation: the link shows who invites, changes nothing, and is spent by its owner alone."""

from datetime import timedelta

import pytest
from django.test import Client

from boussole.accounts import actions
from boussole.core import clock
from tests.factories.accounts import UserFactory

pytestmark = pytest.mark.django_db
PAGE, ENROL = "/extranet/invitation/", "/extranet/compte/second-facteur/reglage/"
PHRASE = "mandarine tracteur zébu"
ANSWERS = {"first_name": "Samir", "last_name": "Haddad", "password": PHRASE}


@pytest.fixture
def sylvie():
    return UserFactory(first_name="Sylvie", last_name="Meunier", job_title="Animatrice")


@pytest.fixture
def samir():
    return UserFactory(password=None, email="samir@example.org", first_name="Samir", last_name="")


@pytest.fixture
def invitation(samir, sylvie):
    return actions.invite(samir, by=sylvie, now=clock.now())


def link(invitation):
    return invitation.link.removeprefix("http://testserver")


def test_the_page_says_who_invites_and_what_to_do(client, invitation):
    page = client.get(link(invitation), follow=True)

    text = page.content.decode()
    assert page.redirect_chain == [(PAGE, 302)]
    assert "Sylvie Meunier (Animatrice) vous invite à rejoindre la Boussole des jeunes." in text
    assert "samir@example.org" in text
    assert 'value="Samir"' in text


def test_the_secret_leaves_the_address_and_no_site_learns_it(client, invitation):
    followed = client.get(link(invitation))

    assert (followed["Location"], followed["Referrer-Policy"]) == (PAGE, "no-referrer")
    # The form must tell its origin, or the protection against forged forms would refuse it.
    assert client.get(PAGE)["Referrer-Policy"] == "same-origin"


def test_programs_that_open_the_link_first_spoil_nothing(client, samir, invitation):
    for _ in range(50):
        Client().get(link(invitation), follow=True)
        Client().head(link(invitation))

    samir.refresh_from_db()
    assert samir.is_open is False
    client.get(link(invitation))
    assert client.post(PAGE, ANSWERS).status_code == 302


def test_accepting_signs_in_and_leads_to_the_phone(client, samir, invitation):
    client.get(link(invitation))

    opened = client.post(PAGE, ANSWERS)

    assert opened["Location"] == f"{ENROL}?next=%2Fextranet%2F"
    assert client.get(opened["Location"]).status_code == 200
    assert client.get("/extranet/compte/")["Location"].startswith(ENROL)
    samir.refresh_from_db()
    assert (samir.full_name, samir.check_password(PHRASE)) == ("Samir Haddad", True)


def test_the_link_opens_once(client, invitation):
    client.get(link(invitation))
    client.post(PAGE, ANSWERS)

    again = Client().get(link(invitation))
    assert (again.status_code, "Cette invitation ne marche plus" in again.content.decode()) == (410, True)


def test_two_browsers_on_the_same_link_make_one_account(client, samir, invitation):
    late = Client()
    client.get(link(invitation))
    late.get(link(invitation))
    client.post(PAGE, ANSWERS)

    refused = late.post(PAGE, {**ANSWERS, "password": "une toute autre phrase longue"})

    assert refused.status_code == 410
    samir.refresh_from_db()
    assert samir.check_password(PHRASE) is True


def test_used_replaced_old_mistyped_or_disabled_it_is_the_same_page(samir, sylvie, invitation, monkeypatch):
    newer = actions.invite(samir, by=sylvie, now=clock.now())
    pages = [Client().get(link(invitation)), Client().get(f"{PAGE}{'x' * 43}/"), Client().get(PAGE)]
    later = clock.now() + timedelta(days=8)
    with monkeypatch.context() as moved:
        moved.setattr(clock, "now", lambda: later)
        pages.append(Client().get(link(newer)))
    actions.disable(samir, by=sylvie, now=clock.now())
    pages.append(Client().get(link(newer)))

    assert {page.status_code for page in pages} == {410}
    assert len({page.content for page in pages}) == 1


def test_an_invitation_followed_then_disabled_opens_nothing(client, samir, sylvie, invitation):
    client.get(link(invitation))
    actions.disable(samir, by=sylvie, now=clock.now())

    assert client.post(PAGE, ANSWERS).status_code == 410


def test_the_password_knows_the_name_just_typed(client, invitation):
    client.get(link(invitation))

    answer = client.post(PAGE, {**ANSWERS, "last_name": "Zakhharov", "password": "zakhharov-2026"})

    assert list(answer.context["form"].errors) == ["password"]


def test_extra_fields_change_nothing(client, samir, invitation):
    client.get(link(invitation))

    client.post(PAGE, {**ANSWERS, "email": "autre@example.org", "is_active": "", "role": "NATIONAL"})

    samir.refresh_from_db()
    assert (samir.email, samir.is_active, samir.mandates.count()) == ("samir@example.org", True, 0)
