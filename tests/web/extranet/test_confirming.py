"""« Toujours d’actualité »: from the extranet, or from the link of a mail that changes nothing by being opened."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.test import Client

from boussole.accounts import actions as accounts
from boussole.audit.models import Entry
from boussole.mail.models import OutgoingMessage
from boussole.offers.actions import reminding
from boussole.offers.models import Offer
from boussole.partners.models import Referent
from tests.factories.offers import OfferFactory
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def offers(office) -> list[Offer]:
    """Two offers that wait for a word, and one that does not."""
    today = office.hands.now.date()
    Offer.objects.update(confirm_by=today + timedelta(days=200))
    return [
        OfferFactory(structure=office.structure, title=title, confirm_by=today + timedelta(days=days))
        for title, days in (("Ton vélo", 0), ("Ton CV", -31))
    ]


@pytest.fixture
def link(office, offers) -> str:
    """The path written in Nadia's mail."""
    reminding.remind_due(now=office.hands.now)
    body = OutgoingMessage.objects.filter(to_address=office.nadia.email).latest("created_at").body
    return re.search(r"/extranet/confirmation/\S+", body)[0]


def confirmed() -> set[str]:
    return set(Offer.objects.filter(confirmed_at__isnull=False).values_list("title", flat=True))


def everything() -> dict[str, int]:
    """How many rows each table has: what nothing may change."""
    return {
        model._meta.label: model._default_manager.count()
        for model in apps.get_models()
        if model._meta.managed
    }


def test_all_of_them_in_one_press(office, offers) -> None:
    page = words(office.get("confirm_offers"))
    told = words(office.post("confirm_offers", toutes="oui", seen=" ".join(each.code for each in offers)))

    assert "Ton vélo" in page
    assert "À confirmer aujourd’hui" in page
    assert "2 offres restent à jour" in told
    assert "Rien à confirmer" in told
    assert confirmed() == {"Ton vélo", "Ton CV"}


def test_only_those_that_are_left_ticked(office, offers) -> None:
    nothing = words(office.post("confirm_offers", seen=" ".join(each.code for each in offers)))
    office.post("confirm_offers", offers=[offers[0].code])

    assert "Cochez au moins une offre" in nothing
    assert confirmed() == {"Ton vélo"}


def test_an_offer_that_nobody_saw_is_never_confirmed(office, offers) -> None:
    office.post("confirm_offers", toutes="oui", seen=offers[0].code)

    assert confirmed() == {"Ton vélo"}


def test_opening_the_link_changes_nothing_and_a_press_confirms(office, offers, link) -> None:
    reader, before = Client(), everything()
    door = reader.get(link)
    page = reader.get(door["Location"]).content.decode()
    assert (everything(), confirmed()) == (before, set())

    done = reader.post(
        door["Location"], {"toutes": "oui", "seen": " ".join(each.code for each in offers)}, follow=True
    )

    assert "Ton CV" in words(page)
    assert [each for each in (offers[0].phone, *offers[0].contact_emails) if each in page] == []
    assert "2 offres restent à jour" in words(done.content.decode())
    assert confirmed() == {"Ton vélo", "Ton CV"}
    assert Entry.objects.filter(code="offer.confirmed", actor_id=office.nadia.pk).count() == 2


def test_the_link_dies_with_the_account_with_time_and_with_who_leaves(office, offers, link) -> None:
    reader = Client()
    page = reader.get(link)["Location"]

    Referent.objects.filter(user=office.nadia).update(ends_on=office.hands.now.date() - timedelta(days=1))
    left = words(reader.get(page).content.decode())
    reader.post(page, {"toutes": "oui", "seen": offers[0].code})
    accounts.disable(office.nadia, by=None, now=office.hands.now)

    assert "Ton vélo" not in left
    assert [reader.get(page).status_code, reader.get(link).status_code] == [404, 404]
    assert confirmed() == set()


def test_a_link_too_old_or_made_up_opens_nothing(office, link) -> None:
    office.hands.forward(days=9)

    assert Client().get(link).status_code == 404
    assert Client().get("/extranet/confirmation/nimportequoi/").status_code == 404
    assert Client().get("/extranet/confirmation/").status_code == 404
