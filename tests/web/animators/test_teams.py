"""The animation sees the teams that nobody confirms, confirms by telephone, closes an access, lets somebody back."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from boussole.accounts.models import User
from boussole.contact_requests import actions
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.territories import TerritoryFactory
from tests.hands import Hands, hands
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def claire(db: None, hands: Hands) -> Client:
    """The browser of the animator of the Loire."""
    return sign_in(Client(), MandateFactory(territory=TerritoryFactory()).user)


@pytest.fixture
def nadia(db: None):
    structure = StructureFactory(name="Le Phare")
    user = {"user__first_name": "Nadia", "user__last_name": "Belkacem", "user__phone": "01 99 00 43 02"}
    return ReferentFactory(structure=structure, **user)


def read(browser: Client, route: str, *args: object) -> str:
    answer = browser.get(reverse(f"animators:{route}", args=args))
    assert answer.status_code == 200, answer
    return words(answer.content.decode())


def press(browser: Client, route: str, *args: object, **posted: object) -> str:
    answer = browser.post(reverse(f"animators:{route}", args=args), posted, follow=True)
    assert answer.status_code == 200, answer
    return words(answer.content.decode())


def test_teams_that_nobody_confirmed_and_accounts_asleep_are_listed(claire, hands, nadia):
    ReferentFactory(
        structure=nadia.structure, role="MANAGER", confirmed_on=hands.now.date(), user__first_name="Inès"
    )
    User.objects.filter(pk=nadia.user_id).update(last_login=hands.now - timedelta(days=200))
    ReferentFactory(
        structure=StructureFactory(areas=["departement:75"], commune="75101"), user__first_name="Loin"
    )

    page = read(claire, "teams")

    assert "À confirmer 1 personne" in page
    assert "Comptes endormis 1 personne" in page
    assert "Nadia Belkacem" in page
    assert "Inès" in page  # whom to call
    assert "Loin" not in page


def test_a_team_is_confirmed_from_its_list_and_only_it_is_listed(claire, nadia):
    ReferentFactory(structure=StructureFactory(name="L’Escale"), user__first_name="Omar")
    team = f"/animation/equipes/?structure={nadia.structure.code}"
    page = words(claire.get(team).content.decode())
    assert ("Seulement Le Phare" in page, "Nadia" in page, "Omar" in page) == (True, True, False)

    answer = claire.post(reverse("animators:confirm_person", args=[nadia.public_id]), {"retour": team})

    assert answer.url == team
    assert "Nadia Belkacem fait toujours partie de l’équipe." in words(claire.get(team).content.decode())


def test_with_nobody_to_confirm_the_page_says_what_it_is_for(claire):
    assert "Toutes les équipes sont à jour" in read(claire, "teams")


def test_the_list_costs_the_same_whatever_its_length(claire):
    def queries_with_one_more() -> int:
        ReferentFactory()
        with CaptureQueriesContext(connection) as seen:
            read(claire, "teams")
        return len(seen)

    assert queries_with_one_more() == queries_with_one_more() <= 14


def test_somebody_confirmed_by_telephone_waits_no_more(claire, nadia):
    assert "À confirmer" in read(claire, "person", nadia.public_id)

    page = press(claire, "confirm_person", nadia.public_id)

    assert "Nadia Belkacem fait toujours partie de l’équipe." in page
    assert "Toutes les équipes sont à jour" in read(claire, "teams")


def test_an_access_is_closed_then_opened_again_for_an_invitation(claire, hands, nadia):
    offer = OfferFactory(structure=nadia.structure)
    request = actions.take_up(ContactRequestFactory(offer=offer, now=hands.now), by=nadia.user, now=hands.now)
    ines = ReferentFactory(structure=nadia.structure, role="MANAGER").user
    page = read(claire, "let_person_go", nadia.public_id)
    assert "1 demande ouverte" in page
    assert "Lina" not in page  # an access is closed without reading who asked what

    hands.forward(seconds=1)
    page = press(claire, "let_person_go", nadia.public_id)

    request.refresh_from_db()
    assert request.owner == ines
    assert "Nadia Belkacem n’a plus accès à Le Phare." in page
    assert "Compte fermé" in page

    page = press(claire, "reopen_person", nadia.public_id)
    assert "peut servir de nouveau" in page
    user = User.objects.get(pk=nadia.user_id)
    assert (user.is_active, user.is_open) == (True, False)


def test_nobody_else_finds_these_pages(nadia):
    elsewhere = MandateFactory(territory=TerritoryFactory(code="paris", areas=["departement:75"])).user
    national = MandateFactory(role="NATIONAL", territory=None).user
    for person in (elsewhere, national, nadia.user):
        browser = sign_in(Client(), person)
        for route in ("person", "confirm_person", "let_person_go", "reopen_person"):
            url = reverse(f"animators:{route}", args=[nadia.public_id])
            posted = 405 if route == "person" else 404
            assert (browser.get(url).status_code, browser.post(url).status_code) == (404, posted)
