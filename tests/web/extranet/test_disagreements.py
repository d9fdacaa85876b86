"""The young person's word against the log: side by side for the manager, explained once, counted in the menu."""

import pytest
from django.test import Client
from django.urls import reverse

from boussole.contact_requests import actions
from boussole.contact_requests.models import YoungPersonWord
from tests.factories.partners import ReferentFactory
from tests.signing import sign_in
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def manager(office):
    return ReferentFactory(
        structure=office.structure, role="MANAGER", user__first_name="Ousmane", user__last_name="Diop"
    ).user


@pytest.fixture
def desk(office, manager):
    """The browser of the manager."""
    return sign_in(Client(), manager)


@pytest.fixture
def contradicted(office):
    """Nadia noted a call; Lina says that nobody called."""
    request = office.request()
    hands = office.hands
    actions.log_attempt(
        request, kind="CALL", result="NOT_REACHED", by=office.nadia, now=hands.forward(hours=1)
    )
    actions.say_not_contacted(request, now=hands.forward(hours=1))
    return request


LIST = "/extranet/desaccords/"


def read(client) -> str:
    return words(client.get(LIST).content.decode())


def settle(client, request, note: str):
    return client.post(f"{LIST}{request.public_id}/", {"note": note}, follow=True)


def test_both_words_are_side_by_side_with_their_dates(desk, contradicted):
    page = read(desk)

    assert "Désaccords (1)" in page
    assert "Lina, 19 ans" in page
    assert "« Personne ne m’a contacté » dit lundi 23 novembre à 12 h 00" in page
    assert "Appel : pas de réponse lundi 23 novembre à 11 h 00, Nadia Belkacem" in page


def test_it_is_explained_once_and_both_words_stay(desk, contradicted, office):
    page = words(settle(desk, contradicted, "Le numéro était faux.").content.decode())

    assert "C’est expliqué." in page
    assert "Aucun désaccord" in page
    story = words(office.get("contact_request", contradicted.public_id), of="talk")
    assert "Appel : pas de réponse" in story
    assert "A dit : « Personne ne m’a contacté »" in story
    assert "Explication d’Ousmane Diop : Le numéro était faux." in story
    assert settle(desk, contradicted, "Autre chose.").status_code == 404


def test_an_explanation_is_needed_and_what_was_typed_stays(desk, contradicted):
    assert "Écrivez ce que vous avez compris" in words(settle(desk, contradicted, " ").content.decode())

    page = settle(desk, contradicted, "x" * 301).content.decode()

    assert "x" * 301 in page
    assert "trop longue" in words(page)
    assert YoungPersonWord.objects.get().settled_at is None


def test_a_call_that_nobody_logged_is_asked_for(desk, office):
    request = office.request()
    actions.say_contacted(request, now=office.hands.forward(hours=1))
    office.hands.forward(days=4)

    page = read(desk)

    assert "« On m’a contacté »" in page
    assert "Aucun essai noté" in page
    assert "Noter cet appel ou ce message" in page


def test_nobody_but_the_manager_sees_the_list(office, contradicted):
    assert office.client.get(LIST).status_code == 404
    assert settle(office.client, contradicted, "Moi.").status_code == 404
    assert "Désaccords" not in words(office.get("home"))


def test_a_manager_elsewhere_sees_nothing(office, contradicted):
    elsewhere = sign_in(Client(), ReferentFactory(role="MANAGER").user)

    assert "Aucun désaccord" in read(elsewhere)
    assert settle(elsewhere, contradicted, "Moi.").status_code == 404


def test_reading_an_address_changes_nothing(desk, contradicted):
    assert desk.get(reverse("extranet:settle_disagreement", args=[contradicted.public_id])).status_code == 302
    assert YoungPersonWord.objects.get().settled_at is None


def test_the_page_of_the_request_tells_words_nudges_and_opinions(office):
    request = office.request()
    hands = office.hands
    actions.nudge(request, now=hands.forward(hours=1))
    actions.log_attempt(request, kind="CALL", result="REACHED", by=office.nadia, now=hands.forward(hours=1))
    actions.give_opinion(
        request, helped="YES", score=5, word="Nadia a pris le temps.", now=hands.forward(days=7)
    )

    story = words(office.get("contact_request", request.public_id), of="talk")

    assert "A relancé la structure" in story
    assert "A donné son avis. Aidé·e : oui. Note : 5 sur 5" in story
    assert "Nadia a pris le temps." in story


def test_the_page_of_the_request_tells_who_takes_it_over(office):
    request = office.request()
    karim = ReferentFactory(
        structure=office.structure, user__first_name="Karim", user__last_name="Haddad"
    ).user
    actions.take_up(request, by=office.nadia, now=office.hands.forward(hours=1))
    actions.assign(request, to=karim, by=office.nadia, now=office.hands.forward(hours=1))

    story = words(office.get("contact_request", request.public_id), of="talk")

    assert "La demande passe à Karim Haddad" in story
    assert "c’est maintenant Karim qui s’occupe de ta demande" in story
