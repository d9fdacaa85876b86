"""The switch of the header: what is chosen is remembered, narrows lists and figures, and never a right."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from boussole.web.shared.workplaces import desk_of_workplace, workplaces_of
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.territories import TerritoryFactory
from tests.hands import hands
from tests.signing import sign_in
from tests.web.extranet.reading import words

__all__ = ["hands"]
pytestmark = pytest.mark.django_db


@pytest.fixture
def world(hands):
    """Lucie answers for two structures, and animates two territories."""
    loire = TerritoryFactory()
    paris = TerritoryFactory(code="paris", name="Paris", areas=["departement:75"])
    phare = StructureFactory(code="phare", name="Le Phare")
    quai = StructureFactory(code="quai", name="Le Quai")
    lucie = ReferentFactory(structure=phare, role="MANAGER").user
    ReferentFactory(structure=quai, user=lucie, role="MANAGER")
    for territory in (loire, paris):
        MandateFactory(user=lucie, territory=territory)
    requests = {
        structure.code: ContactRequestFactory(
            offer=OfferFactory(structure=structure, title=f"Atelier {structure.code}"), now=hands.now
        )
        for structure in (phare, quai)
    }
    StructureFactory(code="forez", name="Le Forez")
    StructureFactory(code="seine", name="La Seine", areas=["departement:75"], commune="75101")
    return lucie, requests


@pytest.fixture
def client(world) -> Client:
    return sign_in(Client(), world[0])


def choose(client: Client, code: str) -> str:
    return client.post(reverse("account_workplace"), {"poste": code}).get("Location", "")


def page(client: Client, route: str, *args) -> str:
    answer = client.get(reverse(route, args=args))
    assert answer.status_code == 200, answer
    return words(answer.content.decode())


def test_the_switch_lists_structures_then_mandates_and_all_of_each(world, hands):
    assert [each.code for each in workplaces_of(world[0], hands.now.date())] == [
        "structure:phare",
        "structure:quai",
        "structures",
        "territory:loire",
        "territory:paris",
        "animation",
    ]


def test_who_works_in_one_place_has_no_switch(hands):
    one = sign_in(Client(), ReferentFactory().user)
    assert "changer de poste de travail" not in page(one, "extranet:home")


def test_one_structure_chosen_is_what_lists_show_until_all_are_again(client, world):
    assert choose(client, "structure:quai") == "/extranet/"
    for route in ("extranet:home", "extranet:requests", "extranet:offers"):
        shown = page(client, route)
        assert ("Atelier quai" in shown, "Atelier phare" in shown) == (True, False), route

    assert choose(client, "structures") == "/extranet/"
    shown = page(client, "extranet:requests")
    assert ("Atelier quai" in shown, "Atelier phare" in shown) == (True, True)


def test_the_choice_is_remembered_at_the_next_sign_in(client, world):
    choose(client, "structure:quai")
    world[0].refresh_from_db()
    assert world[0].workplace == "structure:quai"
    elsewhere = sign_in(Client(), world[0])
    assert "Atelier phare" not in page(elsewhere, "extranet:requests")


def test_signing_in_leads_to_the_desk_that_was_chosen(client, world, hands):
    lucie, today = world[0], hands.now.date()
    desks = []
    for code in ("", "structure:quai", "territory:paris", "animation"):
        lucie.workplace = code
        desks.append(desk_of_workplace(lucie, today))
    assert desks == ["extranet:home", "extranet:home", "animators:home", "animators:home"]
    lucie.mandates.all().delete()
    del lucie._mandates_in_force
    assert desk_of_workplace(lucie, today) == "extranet:home"


def test_the_link_of_a_mail_opens_whatever_the_workplace(client, world):
    choose(client, "structure:quai")
    assert "Atelier phare" in page(client, "extranet:contact_request", world[1]["phare"].public_id)


def test_one_territory_chosen_is_what_the_animation_shows(client):
    assert choose(client, "territory:paris") == "/animation/"
    shown = page(client, "animators:partners")
    assert ("La Seine" in shown, "Le Forez" in shown) == (True, False)
    choose(client, "animation")
    shown = page(client, "animators:partners")
    assert ("La Seine" in shown, "Le Forez" in shown) == (True, True)


@pytest.mark.parametrize("code", ["structure:seine", "country", "territory:velay", "", "n’importe quoi"])
def test_a_place_that_is_not_theirs_does_not_exist(client, world, code):
    answer = client.post(reverse("account_workplace"), {"poste": code})
    world[0].refresh_from_db()
    assert (answer.status_code, world[0].workplace) == (404, "")


def test_a_place_that_was_lost_shows_everything_that_is_left(client, world):
    choose(client, "structure:quai")
    world[0].referents.filter(structure__code="quai").delete()
    assert "Atelier phare" in page(client, "extranet:requests")
