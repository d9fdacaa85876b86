"""Every failure has its page: what to do, in one sentence, and what was typed still there."""

from datetime import date

import pytest

from boussole.contact_requests.models import Filing
from boussole.questionnaires.models import TerritoryTheme
from tests.factories.offers import OfferFactory, offer_that_makes_every_question_worth_asking
from tests.factories.questionnaires import QuestionnaireFactory, TerritoryThemeFactory
from tests.journeys.shortcuts import carry, visit_of_lina
from tests.journeys.young_person import YoungPerson

pytestmark = pytest.mark.browser


@pytest.fixture
def lina(transactional_db, open_window, clock) -> YoungPerson:
    TerritoryThemeFactory()
    QuestionnaireFactory()
    offer_that_makes_every_question_worth_asking()
    return YoungPerson(open_window(width=360), clock)


@pytest.fixture
def at_the_form(lina, live_server):
    """Lina has chosen one offer, and the form is in front of her."""
    offer = OfferFactory(title="Faire le point")
    carry(lina.page, live_server.url, visit_of_lina(offer))
    lina.page.goto("/ma-demande/")
    return lina, offer


def test_an_unknown_commune(lina):
    lina.arrives()
    lina.page.get_by_label("Tu habites où ?").fill("Xyzzyplugh")
    lina.press("Continuer")
    lina.reads("Vérifie l’écriture, ou donne le code postal, par exemple 42000.")
    assert lina.page.get_by_label("Tu habites où ?").input_value() == "Xyzzyplugh"


def test_a_commune_without_a_territory(lina):
    lina.arrives()
    lina.lives_in("69003", "Lyon 3")
    lina.reads("Il n’y a pas encore de Boussole à Lyon", "choisis un sujet", "Info Jeunes")


def test_a_theme_that_is_closed_here(lina, live_server):
    TerritoryTheme.objects.update(closed_on=date(2026, 11, 22))
    carry(lina.page, live_server.url, visit_of_lina())
    lina.page.goto("/themes/emploi/")
    lina.reads(
        "Ce sujet n’est pas ouvert à Saint-Étienne", "01 99 00 42 00", "Chercher dans une autre commune"
    )


def test_no_result(lina):
    lina.arrives()
    lina.lives_in()
    lina.wants()
    lina.is_aged(19)
    lina.answers([{"Tu fais quoi en ce moment ?": ["Je suis au lycée"]}, {}])
    lina.reads(
        "quelqu’un peut t’aider", "Info Jeunes Loire", "01 99 00 42 00", "de 9 h à 17 h 30", "Tu peux aussi"
    )
    lina.reads("est au lycée")  # what was answered is there, to be changed


def test_an_offer_that_has_gone_meanwhile(at_the_form):
    lina, offer = at_the_form
    lina.fills_in(phone="06 39 98 12 34")
    given_the_offer_is_paused(offer)
    lina.sends()
    lina.reads("Ce service n’est plus proposé.", "Retire-le", "ce que tu as écrit reste là")
    assert lina.page.get_by_label("Ton numéro de téléphone").input_value() == "06 39 98 12 34"
    assert Filing.objects.count() == 0


def test_the_page_of_an_offer_that_has_gone(lina):
    offer = OfferFactory(title="Faire le point")
    given_the_offer_is_paused(offer)
    lina.page.goto(f"/offres/{offer.code}/")
    lina.reads(
        "Ce service n’est plus proposé", "D’autres services peuvent t’aider", "Voir les services ouverts"
    )


def test_under_15(lina):
    lina.arrives()
    lina.lives_in()
    lina.wants()
    lina.is_aged(14)
    lina.reads("Avant 15 ans, parle à quelqu’un près de toi", "119", "Info Jeunes Loire")
    lina.page.goto("/ma-demande/")
    assert lina.title == "Avant 15 ans, parle à quelqu’un près de toi"


def test_a_number_that_does_not_exist(at_the_form):
    lina, _ = at_the_form
    lina.fills_in(phone="06 12")
    lina.sends()
    then_the_form_says_what_to_correct(lina, "écris les 10 chiffres, par exemple 06 39 98 12 34.")
    assert lina.page.get_by_label("Ton numéro de téléphone").input_value() == "06 12"
    lina.page.get_by_label("Ton numéro de téléphone").fill("06 39 98 12 34")
    lina.sends()
    assert lina.title == "C’est envoyé, Lina"


def test_no_way_to_be_reached(at_the_form):
    lina, _ = at_the_form
    lina.fills_in()
    lina.sends()
    then_the_form_says_what_to_correct(lina, "Donne un numéro de téléphone ou une adresse e-mail")
    assert lina.page.get_by_label("Ton prénom").input_value() == "Lina"


def test_a_page_that_does_not_exist(lina):
    lina.page.goto("/nulle-part/")
    lina.reads("Cette page n’existe pas, ou plus", "Revenir à l’accueil")


def test_a_link_that_was_cut(lina):
    lina.page.goto("/suivi/abcdefghijkl/")
    lina.reads("Ce lien n’ouvre aucune demande", "copie-le en entier depuis ton message")


def given_the_offer_is_paused(offer):
    type(offer).objects.filter(pk=offer.pk).update(status="PAUSED")


def then_the_form_says_what_to_correct(lina, sentence):
    """Beside the field, and at the top: the list of errors has the focus and leads to the field."""
    lina.reads(sentence)
    lina.page.locator(":focus").get_by_role("link").first.click()
    assert lina.page.evaluate("document.activeElement.name") == "phone"
