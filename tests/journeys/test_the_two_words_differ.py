"""Nadia noted a call; Lina says that nobody called. Both words are kept, and the manager explains.

Played on a wide screen and on a phone, with and without JavaScript.
"""

from dataclasses import dataclass

import pytest

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.links import token_for
from boussole.offers.models import Offer
from tests.factories.contact_requests import FilingFactory
from tests.journeys.journey import Journey
from tests.journeys.professional import Professional
from tests.journeys.reading import missing_from
from tests.journeys.shortcuts import enter_as
from tests.journeys.young_person import YoungPerson

pytestmark = pytest.mark.browser

INTERVIEW = "preparer-entretien"  # Mission locale du Bassin stéphanois, 2 days
NADIA, PAUL = "nadia.belkacem@example.org", "paul.roche@example.org"
EXPLANATION = "Le numéro avait un chiffre faux. Nadia a rappelé ce matin."


@dataclass
class DisagreementJourney(Journey):
    """`address` is that of the site, for a session opened without signing in."""

    address: str = ""


@pytest.mark.parametrize(
    "window",
    [
        pytest.param({}, id="on a wide screen"),
        pytest.param({"width": 360, "java_script_enabled": False}, id="on a phone without JavaScript"),
    ],
)
def test_the_two_words_differ(loire, open_window, clock, post, live_server, window):
    journey = DisagreementJourney(open_window, clock, post, window, address=live_server.url)
    given_a_call_that_nadia_noted(journey)

    lina = when_lina_says_that_nobody_called(journey)
    then_both_words_are_on_her_page(lina)
    and_the_team_is_told(journey)

    paul = when_the_manager_opens_the_list(journey)
    then_both_words_are_side_by_side(paul)
    when_he_forgets_to_write_why(paul)
    and_then_explains(paul)
    then_nothing_waits_any_more_and_both_words_stay(paul, journey)


def given_a_call_that_nadia_noted(journey):
    filing = FilingFactory(offers=[Offer.objects.get(code=INTERVIEW)], now=journey.clock.now())
    journey.request = filing.contact_requests.get()
    journey.clock.forward(hours=2)
    nadia = User.objects.get(email=NADIA)
    actions.log_attempt(journey.request, kind="CALL", result="NOT_REACHED", by=nadia, now=journey.clock.now())


def when_lina_says_that_nobody_called(journey):
    journey.clock.forward(hours=5)
    lina = YoungPerson(journey.open_window(width=360, java_script_enabled=False), journey.clock)
    lina.page.goto(f"/suivi/{token_for(journey.request.filing)}/")
    lina.reads("On a essayé de t’appeler, sans réponse")
    lina.press("Personne ne m’a contacté")
    return lina


def then_both_words_are_on_her_page(lina):
    lina.reads("C’est dit", "ta parole est gardée à côté de la sienne")
    lina.reads("On a essayé de t’appeler, sans réponse", "Tu as dit : personne ne m’a contacté")


def and_the_team_is_told(journey):
    journey.post.deliver()
    [mail] = [each for each in journey.post.mails_to(PAUL) if "Deux versions" in each]
    assert missing_from(mail, "La personne dit pourtant que personne ne l’a contactée") == []


def when_the_manager_opens_the_list(journey):
    paul = Professional(journey.open_window(**journey.window), PAUL)
    enter_as(paul.page, journey.address, User.objects.get(email=PAUL))
    paul.page.goto("/extranet/")
    with paul.page.expect_navigation():
        paul.page.get_by_role("link", name="Désaccords (1)").click()
    return paul


def then_both_words_are_side_by_side(paul):
    assert paul.title == "Désaccords"
    paul.reads("Lina, 19 ans", "« Personne ne m’a contacté »", "Appel : pas de réponse", "Nadia Belkacem")


def when_he_forgets_to_write_why(paul):
    paul.press("Expliquer ce désaccord")
    paul.reads("Écrivez ce que vous avez compris, ou ce que vous avez fait.")


def and_then_explains(paul):
    paul.page.get_by_label("Votre explication").fill(EXPLANATION)
    paul.press("Expliquer ce désaccord")


def then_nothing_waits_any_more_and_both_words_stay(paul, journey):
    paul.reads("C’est expliqué.", "Aucun désaccord")
    paul.page.goto(f"/extranet/demandes/{journey.request.public_id}/")
    paul.reads("Appel : pas de réponse", "A dit : « Personne ne m’a contacté »", EXPLANATION)
