"""The page of an offer: it is shared, so it works for somebody who has seen nothing else."""

from datetime import date

import pytest

from boussole.offers.models import Offer
from boussole.partners.models import CharterAgreement
from boussole.questionnaires.models import Theme
from tests.factories.offers import OfferFactory
from tests.factories.territories import LYON_3


@pytest.fixture
def offer(open_theme):
    return OfferFactory(
        code="preparer-entretien",
        title="Préparer ton entretien",
        summary="Tu répètes ton entretien avec quelqu’un du métier.",
        criteria={"age": {"from": 16, "to": 25}, "statut": {"only": ["recherche", "lycee"]}},
        structure__name="Mission locale du Phare",
    )


def test_it_can_be_read_and_shared_without_any_visit(visitor, offer):
    page = visitor.open("/offres/preparer-entretien/").content.decode()

    assert "<title>Préparer ton entretien – La Boussole des jeunes</title>" in page
    assert '<meta property="og:title" content="Préparer ton entretien">' in page
    assert (
        '<meta property="og:description" content="Tu répètes ton entretien avec quelqu’un du métier.">'
        in page
    )
    assert '<link rel="canonical" href="http://testserver/offres/preparer-entretien/">' in page
    assert "Mission locale du Phare" in visitor.text
    assert "On te répond au plus tard mercredi 25 novembre" in visitor.text
    assert "tu as entre 16 et 25 ans" in visitor.text
    assert "tu es au lycée ou tu cherches du travail" in visitor.text


def test_somebody_who_comes_by_a_shared_link_is_led_to_the_form(visitor, offer):
    visitor.post(f"/panier/ajouter/{offer.pk}/", retour="/offres/preparer-entretien/")
    assert "1 service choisi" in visitor.text

    visitor.open("/ma-demande/")
    assert "dis-nous où tu habites" in visitor.text

    visitor.live_in()
    assert visitor.address == "/ma-demande/"
    assert "Comment te joindre ?" in visitor.text
    assert "Tu as quel âge ?" in visitor.text


@pytest.mark.parametrize("status", [Offer.Status.PAUSED, Offer.Status.ENDED])
def test_an_offer_that_is_over_says_so_and_leads_on(visitor, offer, status):
    Offer.objects.update(status=status)

    page = visitor.open("/offres/preparer-entretien/")

    assert page.status_code == 410
    assert "Ce service n’est plus proposé" in visitor.text
    assert 'href="/themes/emploi/"' in page.content.decode()


def test_an_offer_whose_charter_has_ended_is_over(visitor, offer):
    CharterAgreement.objects.update(ends_on=date(2026, 11, 22))

    assert visitor.open("/offres/preparer-entretien/").status_code == 410


@pytest.mark.parametrize("status", [Offer.Status.DRAFT, Offer.Status.ARCHIVED])
def test_a_draft_does_not_exist(visitor, offer, status):
    Offer.objects.update(status=status)

    assert visitor.open("/offres/preparer-entretien/").status_code == 404


def test_an_unknown_offer_leads_home(visitor):
    page = visitor.open("/offres/inconnue/")

    assert page.status_code == 404
    assert "Chercher un service près de chez moi" in visitor.text


def test_too_far_from_home_it_cannot_be_asked(visitor, offer):
    visitor.live_in(LYON_3)
    visitor.open("/offres/preparer-entretien/")

    assert "Ce service n’est pas ouvert à Lyon" in visitor.text
    assert "département de la Loire" in visitor.text
    assert "Je veux être contacté·e" not in visitor.text


def test_before_15_it_says_whom_to_see(visitor, offer):
    visitor.live_in()
    visitor.say_age(14)
    visitor.open("/offres/preparer-entretien/")

    assert "voici qui aller voir" in visitor.text.lower()
    assert "Je veux être contacté·e" not in visitor.text


def test_a_sensitive_theme_has_help_numbers_and_the_way_out(visitor, offer):
    visitor.open("/offres/preparer-entretien/")
    assert "3114" not in visitor.text

    Theme.objects.update(is_sensitive=True)
    visitor.open("/offres/preparer-entretien/")
    assert "3114" in visitor.text
    assert "Quitter vite" in visitor.text


def test_the_page_costs_few_queries(visitor, offer, django_assert_max_num_queries):
    visitor.reach_results()

    with django_assert_max_num_queries(6):
        visitor.open("/offres/preparer-entretien/")
