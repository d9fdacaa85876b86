"""Whoever is responsible writes the page of the structure; everybody of it reads it."""

import pytest
from django.urls import reverse

from boussole.offers.models import Offer
from boussole.partners import actions
from boussole.partners.models import Structure
from tests.factories.offers import OfferFactory
from tests.factories.partners import MandateFactory, ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.factories.territories import FIRMINY, SAINT_ETIENNE
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def responsible(office):
    """Nadia is responsible for the structure."""
    office.nadia.referents.update(role="MANAGER")
    return office


def written(office) -> Structure:
    office.structure.refresh_from_db()
    return office.structure


def url(office, section: str) -> list[object]:
    return ["write_structure", office.structure.public_id, section]


def test_the_presentation_is_written_with_its_themes_and_its_number(responsible):
    ThemeFactory(code="logement")
    page = responsible.post(
        *url(responsible, "presentation"),
        name="Le Phare du Gier",
        kind="association",
        siret="123 456 782 00010",
        role="On t’aide à te loger.",
        on_themes=["logement"],
    )

    structure = written(responsible)
    assert "« Présentation » est à jour." in words(page)
    assert (structure.name, structure.siret) == ("Le Phare du Gier", "12345678200010")
    assert [theme.code for theme in structure.themes.all()] == ["logement"]


def test_a_wrong_number_stays_as_typed_and_says_what_to_do(responsible):
    page = responsible.post(*url(responsible, "presentation"), name="Le Phare", kind="x", siret="123 456 789")

    assert "il en manque 5" in words(page)
    assert 'value="123 456 789"' in page
    assert written(responsible).siret == ""


def test_the_texts_are_read_against_the_editorial_line(responsible):
    responsible.post(
        *url(responsible, "presentation"), name="Le Phare", kind="x", role="Vous êtes bénéficiaire."
    )

    page = words(responsible.get(*url(responsible, "presentation")))
    assert "On dit « tu » aux jeunes" in page
    assert "Un mot plus simple : « jeune »" in page


def test_the_commune_is_typed_by_its_name_and_the_phone_in_any_way(responsible):
    own = {
        "address": "2 rue du Quai",
        "place": "Firminy",
        "phone": "0199004299",
        "website": "relais.example.org",
    }
    responsible.post(*url(responsible, "venir"), **own)

    structure = written(responsible)
    assert (structure.commune, structure.postcode, structure.phone, structure.website) == (
        FIRMINY,
        "42700",
        "01 99 00 42 99",
        "https://relais.example.org",
    )
    page = words(responsible.post(*url(responsible, "venir"), **own | {"place": "Xyzzqwk"}))
    assert "Aucune commune ne s’appelle « Xyzzqwk »" in page


def test_what_a_colleague_saved_meanwhile_is_not_lost(responsible):
    page = responsible.client.get(
        reverse("extranet:write_structure", args=[responsible.structure.public_id, "demandes"])
    ).context["form"]
    seen = page.seen
    responsible.post(*url(responsible, "demandes"), seen=seen, default_promised_days="2")
    again = responsible.post(*url(responsible, "demandes"), seen=seen, default_promised_days="6")

    assert "Quelqu’un a modifié cette page" in words(again)
    assert '<option value="6" selected>' in again
    assert written(responsible).default_promised_days == 2


def test_a_smaller_zone_says_which_offers_lose_communes_before_it_is_saved(responsible):
    offer = OfferFactory(
        structure=responsible.structure,
        title="Atelier",
        areas=[f"commune:{FIRMINY}", f"commune:{SAINT_ETIENNE}"],
    )
    smaller = {"zone": "partie", "areas": [f"commune:{SAINT_ETIENNE}"]}
    zone = ["structure_zone", responsible.structure.public_id]

    page = words(responsible.post(*zone, **smaller))
    assert "Atelier : sans Firminy." in page
    assert written(responsible).areas == ["departement:42"]

    responsible.post(*zone, **smaller, reduire="1")
    assert written(responsible).areas == [f"commune:{SAINT_ETIENNE}"]
    assert Offer.objects.get(pk=offer.pk).areas == [f"commune:{SAINT_ETIENNE}"]


def test_a_zone_may_be_a_region_the_country_or_reach_another_departement(responsible):
    zone = ["structure_zone", responsible.structure.public_id]
    responsible.post(*zone, zone="region")
    assert written(responsible).areas == ["region:84"]

    responsible.post(*zone, zone="partie", areas=[f"commune:{FIRMINY}"], commune="Le Puy-en-Velay")
    assert set(written(responsible).areas) == {f"commune:{FIRMINY}", "commune:43157"}
    assert "Cochez au moins une commune" in words(responsible.post(*zone, zone="partie"))


def test_places_are_added_changed_and_taken_away(responsible):
    added = {"name": "Antenne de Firminy", "place": "Firminy", "address": "1 place du Marché"}
    assert "Antenne de Firminy" in words(
        responsible.post("add_site", responsible.structure.public_id, **added)
    )
    site = Structure.objects.get(name="Antenne de Firminy")
    offer = responsible.offer
    offer.sites.set([site])

    responsible.post("write_structure", site.public_id, "lieu", **added | {"opening_hours": "le mardi matin"})
    site.refresh_from_db()
    assert site.opening_hours == "le mardi matin"

    assert offer.title in words(responsible.get("close_site", site.public_id))
    responsible.post("close_site", site.public_id)
    site.refresh_from_db()
    assert (site.status, list(offer.sites.all())) == ("LEFT", [])


def test_a_referent_reads_and_does_not_write(office):
    assert "Modifier la présentation" not in office.get("structure")
    page = words(office.post(*url(office, "presentation"), name="À moi", kind="x"))

    assert "Seule la personne responsable de la structure modifie sa page." in page
    assert written(office).name == "Le Phare"


def test_another_structure_does_not_exist(responsible):
    other = StructureFactory()
    site = StructureFactory(parent=other)
    for route, *rest in (
        ("write_structure", "presentation"),
        ("structure_zone",),
        ("add_site",),
        ("answering",),
        ("close_site",),
    ):
        for structure in (other, site):
            address = reverse(f"extranet:{route}", args=[structure.public_id, *rest])
            assert responsible.client.get(address).status_code == 404, address
            assert responsible.client.post(address).status_code in (404, 405), address


def test_an_unknown_section_does_not_exist(responsible):
    for section in ("nulle-part", "lieu"):
        address = reverse("extranet:write_structure", args=[responsible.structure.public_id, section])
        assert responsible.client.get(address).status_code == 404


def test_the_address_of_a_record_that_was_joined_leads_to_the_other(responsible):
    gone = StructureFactory(charter=None)
    claire = MandateFactory().user
    actions.merge(
        responsible.structure,
        gone,
        values={},
        by=claire,
        day=responsible.hands.now.date(),
        now=responsible.hands.now,
    )

    answer = responsible.client.get(reverse("extranet:structure_page", args=[gone.public_id]))
    assert answer.url == reverse("extranet:structure_page", args=[responsible.structure.public_id])


def test_who_answers_for_what_is_a_table_and_holes_come_first(office):
    home = ThemeFactory(code="logement")
    office.structure.themes.set([home])
    office.nadia.referents.get().themes.set([office.offer.theme])
    page = words(office.get("answering", office.structure.public_id))
    assert "Des demandes attendraient Personne ne répond : logement" in page

    theo = ReferentFactory(structure=office.structure, communes=[FIRMINY], user__first_name="Théo")
    theo.themes.set([home])
    page = words(office.get("answering", office.structure.public_id))
    assert "Thème Firminy 1 commune Reste de la zone" in page
    assert "logement, Reste de la zone" in page
