"""The young person's journey and the referent's gestures with Tab, arrows, Space and Enter; the focus always seen."""

import pytest

from boussole.contact_requests.models import ContactRequest
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.offers import OfferFactory, offer_that_makes_every_question_worth_asking
from tests.factories.partners import StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory, TerritoryThemeFactory
from tests.journeys.keyboard import Keyboard
from tests.journeys.professional import Professional
from tests.journeys.shortcuts import enter_as
from tests.journeys.young_person import YoungPerson

pytestmark = pytest.mark.browser


# --- A young person -------------------------------------------------------------------------------
def test_a_young_person_asks_to_be_called_with_a_keyboard(transactional_db, open_window, clock):
    lina, keyboard = given_an_offer_and_a_keyboard(open_window, clock)
    when_she_says_where_she_lives(lina, keyboard)
    when_she_answers(keyboard)
    when_she_chooses_an_offer(lina, keyboard)
    when_she_fills_in_the_form(lina, keyboard, clock)
    then_her_request_has_left(lina)


def given_an_offer_and_a_keyboard(open_window, clock):
    TerritoryThemeFactory()
    QuestionnaireFactory()
    offer_that_makes_every_question_worth_asking()
    OfferFactory(title="Préparer ton entretien")
    lina = YoungPerson(open_window(), clock)
    lina.arrives()
    return lina, Keyboard(lina.page)


def when_she_says_where_she_lives(lina, keyboard):
    keyboard.reach("Tu habites où ?")
    keyboard.type("saint etienne")
    lina.page.get_by_role("option").first.wait_for()
    keyboard.press("ArrowDown")
    keyboard.press("Enter")
    keyboard.reach("Continuer")
    keyboard.go()


def when_she_answers(keyboard):
    keyboard.reach("Trouver un emploi")
    keyboard.go()
    keyboard.reach("Tu as quel âge ?")
    keyboard.type("19")
    keyboard.go()
    keyboard.choose("Je cherche du travail", within="Tu fais quoi en ce moment ?")
    keyboard.reach("Un stage", within="Tu cherches quoi ?")
    keyboard.press("Space")
    keyboard.reach("Continuer")
    keyboard.go()
    keyboard.choose("Non", within="Tu as le permis de conduire ?")
    keyboard.reach("Continuer")
    keyboard.go("Space")
    keyboard.reach("Tu as combien pour vivre chaque mois ?")
    keyboard.type("450")
    keyboard.go()


def when_she_chooses_an_offer(lina, keyboard):
    assert lina.title == "1 service pour toi"
    keyboard.reach("Je veux être contacté·e")
    keyboard.go()
    lina.reads("1 service choisi")
    keyboard.reach("Continuer")
    keyboard.go()


def when_she_fills_in_the_form(lina, keyboard, clock):
    keyboard.reach("Ton numéro de téléphone")
    keyboard.type("06 39 98 12 34")
    keyboard.reach("Ton prénom")
    keyboard.type("Lina")
    keyboard.reach("Le matin")
    keyboard.press("Space")
    keyboard.reach("J’accepte")
    keyboard.press("Space")
    clock.forward(seconds=40)
    keyboard.reach("Envoyer à 1 structure")
    keyboard.go()


def then_her_request_has_left(lina):
    assert lina.title == "C’est envoyé, Lina"
    shared = ContactRequest.objects.get().situation
    assert [line["text"] for line in shared][:2] == ["Je cherche du travail", "Un stage"]


# --- A referent -----------------------------------------------------------------------------------
def test_a_referent_answers_with_a_keyboard(transactional_db, live_server, open_window, clock):
    referent, keyboard = given_a_request_and_a_keyboard(open_window, live_server.url)
    when_she_takes_it_up_from_the_list(referent, keyboard)
    when_she_logs_a_call(referent, keyboard)
    when_she_closes_it(referent, keyboard)
    then_the_request_is_closed()


def given_a_request_and_a_keyboard(open_window, address):
    structure, user = StructureFactory.with_referent()
    ContactRequestFactory(structure=structure)
    referent = Professional(open_window(), user.email)
    enter_as(referent.page, address, user)
    referent.page.goto("/extranet/")
    return referent, Keyboard(referent.page)


def when_she_takes_it_up_from_the_list(referent, keyboard):
    keyboard.reach("Je prends en charge")
    keyboard.go()
    referent.reads("Vous suivez maintenant la demande de Lina.")
    keyboard.reach("Lina, 19 ans")
    keyboard.go()


def when_she_logs_a_call(referent, keyboard):
    keyboard.reach("Ce qui s’est dit")
    keyboard.type("Elle passe mercredi.")
    keyboard.reach("On s’est parlé")
    keyboard.go()
    referent.reads("Elle passe mercredi.", "Contact établi")


def when_she_closes_it(referent, keyboard):
    keyboard.reach("Terminer la demande")
    keyboard.press("Enter")
    keyboard.choose("Rendez-vous fixé", within="Comment cela s’est-il terminé ?")
    keyboard.reach("Terminer la demande")
    keyboard.go()
    referent.reads("La demande est terminée")


def then_the_request_is_closed():
    closed = ContactRequest.objects.get()
    assert (closed.status, closed.outcome) == ("CLOSED", "APPOINTMENT")
