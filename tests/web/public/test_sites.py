"""An offer given in several places says so, on its card and on its page, for the same price."""

import pytest
from django.urls import reverse

from boussole.orientation.queries import offer_rows
from boussole.web.shared.places import places_in_words
from tests.factories import NOW
from tests.factories.offers import OfferFactory
from tests.factories.partners import StructureFactory

pytestmark = pytest.mark.django_db
FEURS, MONTBRISON, FIRMINY, ROANNE = "42094", "42147", "42095", "42187"


def test_places_are_named_once_and_never_become_a_list() -> None:
    assert places_in_words(FEURS) == "Feurs"
    assert places_in_words(FEURS, MONTBRISON, FEURS) == "Feurs et Montbrison"
    assert places_in_words(FEURS, MONTBRISON, FIRMINY) == "Feurs, Montbrison et Firminy"
    assert places_in_words(FEURS, MONTBRISON, FIRMINY, ROANNE) == "Feurs, Montbrison et 2 autres lieux"
    assert places_in_words("99999", "") == ""


def test_the_page_of_an_offer_names_its_sites(client) -> None:
    parent = StructureFactory(commune=FEURS)
    site = StructureFactory(
        name="Antenne de Montbrison",
        commune=MONTBRISON,
        parent=parent,
        address="2 rue du Quai",
        postcode="42600",
    )
    offer = OfferFactory(structure=parent)
    offer.sites.add(site)

    html = client.get(reverse("public:offer", args=[offer.code])).content.decode()

    assert "Feurs et Montbrison" in html
    assert "Aussi\u00a0: Antenne de Montbrison, 2 rue du Quai, 42600 Montbrison" in html


def test_the_sites_of_every_card_come_with_the_cards(django_assert_num_queries) -> None:
    parent = StructureFactory(commune=FEURS)
    sites = [
        StructureFactory(name=name, commune=c, parent=parent) for name, c in (("B", ROANNE), ("A", FIRMINY))
    ]
    offers = [OfferFactory(structure=parent) for _ in range(3)]
    for offer in offers[:2]:
        offer.sites.set(sites)

    with django_assert_num_queries(1):
        rows = offer_rows([offer.pk for offer in offers], NOW.date())

    found = {row["id"]: row["site_communes"] for row in rows}
    assert [found[offer.pk] for offer in offers] == [[FIRMINY, ROANNE], [FIRMINY, ROANNE], []]
