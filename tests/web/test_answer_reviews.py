"""« À revoir », on both sites: who opens the page, what it costs, what a press does."""

from __future__ import annotations

import pytest
from django.db import connection, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext

from boussole.accounts.models import User
from boussole.core import clock
from boussole.offers.actions.answer_reviews import ask_reviews
from boussole.offers.models import AnswerReview
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory
from tests.factories.questionnaires import QuestionnaireFactory, ThemeFactory
from tests.signing import sign_in

pytestmark = pytest.mark.django_db
ANIMATION, EXTRANET = "/animation/offres/a-revoir/", "/extranet/offres/a-revoir/"


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def nadia() -> User:
    return ReferentFactory(user__first_name="Nadia").user


@pytest.fixture
def claire() -> User:
    return MandateFactory(user__first_name="Claire").user


def signed_in(user: User) -> Client:
    client = Client()
    sign_in(client, user)
    return client


def asked_of(user: User, number: int) -> list[AnswerReview]:
    """So many offers of this person's structure accept only those who look for work."""
    structure = user.referents.get().structure
    for _ in range(number):
        OfferFactory(structure=structure, criteria={"statut": {"only": ["recherche"]}})
    with transaction.atomic():
        return ask_reviews(ThemeFactory(), [("statut", "lycee")], territory=None, now=NOW)


def test_the_page_costs_the_same_whatever_the_number_of_offers(nadia, claire):
    QuestionnaireFactory(theme=ThemeFactory())
    costs = []
    for number in (1, 7):
        asked_of(nadia, number)
        for user, page in ((claire, ANIMATION), (nadia, EXTRANET)):
            client = signed_in(user)
            client.get(page)
            with CaptureQueriesContext(connection) as queries:
                client.get(page)
            costs.append(len(queries))

    assert costs[:2] == costs[2:]


def test_what_is_ticked_is_settled_and_the_rest_waits(nadia, claire):
    QuestionnaireFactory(theme=ThemeFactory())
    first, second = asked_of(nadia, 2)
    client = signed_in(claire)

    page = client.post(ANIMATION, {"decision": "accepter", "offre": [first.pk, "9999999", "x"]}, follow=True)

    assert "1 offre l’accepte" in page.content.decode().replace("\u00a0", " ")
    assert list(AnswerReview.objects.pending()) == [second]
    assert "situation : « Je suis au lycée »" in page.content.decode().replace("\u00a0", " ")

    page = signed_in(nadia).post(EXTRANET, {"decision": "laisser", "offre": [second.pk]}, follow=True)

    assert "Rien à revoir" in page.content.decode()
    assert second.offer.criteria.get().accepted == ["recherche"]


def test_nothing_ticked_changes_nothing_and_says_what_to_do(nadia):
    asked_of(nadia, 1)

    page = signed_in(nadia).post(EXTRANET, {"decision": "accepter"}, follow=True)

    assert "Cochez d’abord les offres" in page.content.decode()
    assert AnswerReview.objects.pending().count() == 1


def test_the_offers_of_others_are_not_there(nadia):
    reviews = asked_of(nadia, 1)
    stranger = ReferentFactory().user

    page = signed_in(stranger).post(EXTRANET, {"decision": "accepter", "offre": [reviews[0].pk]}, follow=True)

    assert "Rien à revoir" in page.content.decode()
    assert AnswerReview.objects.pending().count() == 1
