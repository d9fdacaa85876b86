"""My offers: what a young person reads, whom it is for, where, and how the promise is kept."""

import pytest
from django.urls import reverse

from boussole.contact_requests import actions
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.questionnaires import ThemeFactory
from tests.web.extranet.reading import words

pytestmark = pytest.mark.django_db


@pytest.fixture
def interview(office):
    return OfferFactory(
        structure=office.structure,
        title="Préparer un oral",
        criteria={
            "age": {"from": 16, "to": 25},
            "statut": {"only": ["lycee", "recherche"]},
            "cherche": "all",
        },
        areas=["commune:42218", "epci:244200770"],
        capacity=20,
        followed_by=office.nadia,
    )


def test_the_text_is_read_as_a_young_person_reads_it(office, interview):
    page = words(office.get("offer", interview.code))

    assert "Tu répètes ton entretien avec une personne qui connaît les questions." in page
    assert "On joue la scène pour de vrai. Tu peux revenir autant de fois que tu veux." in page


def test_criteria_and_zone_are_said_in_words(office, interview):
    page = words(office.get("offer", interview.code))

    assert "Âge : entre 16 et 25 ans" in page
    assert "Situation : est au lycée ou cherche du travail" in page
    assert "Recherche : tout le monde" in page
    assert "Saint-Étienne" in page
    assert "lycee" not in page


def test_an_offer_without_criteria_is_for_everybody_in_the_zone_of_its_structure(office):
    page = words(office.get("offer", office.offer.code))

    assert "Tous les jeunes de la zone : cette offre n’a pas de condition." in page
    assert "C’est toute la zone de votre structure." in page


def test_its_promise_its_contacts_and_its_limits(office, interview):
    page = words(office.get("offer", interview.code))

    assert "Délai promis 2 jours" in page
    assert f"E-mails de contact {interview.contact_emails[0]}" in page
    assert "Suivie par Nadia Belkacem" in page
    assert "Demandes ouvertes au plus 20" in page


def test_its_figures_open_the_list_behind_them(office):
    actions.log_attempt(
        office.request(), kind="CALL", result="REACHED", by=office.nadia, now=office.hands.now
    )
    office.request()
    office.hands.forward(days=4)

    page = office.get("offer", office.offer.code)

    assert "2 Ouvertes" in words(page)
    assert "1 En retard" in words(page)
    assert "Promesses tenues, sur 90 jours 1 sur 2" in words(page)
    assert f"/extranet/demandes/?etat=ouvertes&amp;offre={office.offer.code}" in page
    assert f"/extranet/demandes/?echeance=retard&amp;offre={office.offer.code}" in page
    listed = words(office.get("offers"), of="data-table")
    assert "2 pour Préparer ton entretien , dont 1 en retard 1 sur 2" in listed


def test_a_published_offer_that_nobody_sees_says_so(office):
    no_charter = StructureFactory(charter=None)
    ReferentFactory(structure=no_charter, user=office.nadia)
    hidden = OfferFactory(structure=no_charter)

    assert "Les jeunes ne voient pas cette offre aujourd’hui" in words(office.get("offer", hidden.code))
    assert "Les jeunes ne voient pas" not in words(office.get("offer", office.offer.code))


@pytest.mark.parametrize(
    ("status", "label"), [("DRAFT", "Brouillon"), ("PAUSED", "En pause"), ("ENDED", "Terminée")]
)
def test_each_state_is_said(office, status, label):
    offer = OfferFactory(structure=office.structure, status=status)

    assert label in words(office.get("offer", offer.code), of="request-head")


def test_the_offer_of_another_structure_does_not_exist(office):
    answer = office.client.get(reverse("extranet:offer", args=[OfferFactory().code]))

    assert answer.status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_costs_the_same_whatever_its_length(office, count, django_assert_num_queries):
    for number in range(count):
        OfferFactory(structure=office.structure, theme=ThemeFactory(code=f"theme-{number}"))
    office.get("offers")

    with django_assert_num_queries(11):
        office.get("offers")


def test_a_structure_without_offers_learns_what_one_is(office):
    office.offer.reach.all().delete()
    office.offer.delete()

    assert "Une offre dit ce qu’un jeune obtient" in words(office.get("offers"))
