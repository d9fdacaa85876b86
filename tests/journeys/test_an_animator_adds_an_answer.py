"""An animator adds an answer for the Loire and publishes: whoever had begun ends on the questionnaire they began, and
the offers that leave the answer out are handled.
"""

import re

import pytest

from boussole.accounts.models import User
from boussole.offers.models import AnswerReview
from tests.journeys.professional import Professional
from tests.journeys.shortcuts import enter_as
from tests.journeys.young_person import LOOKING_FOR_A_JOB, YoungPerson

pytestmark = pytest.mark.browser

CLAIRE = "claire.fontanel@example.org"
QUESTION, SERVICE = "Tu fais quoi en ce moment ?", "Je fais un service civique"
ACCEPTING = "Comprendre ton contrat et ta fiche de paie"


@pytest.mark.parametrize(
    "window",
    [
        pytest.param({"width": 1280}, id="at a desk"),
        pytest.param({"width": 360, "java_script_enabled": False}, id="on a phone, without a script"),
    ],
)
def test_an_animator_adds_an_answer_and_whoever_had_begun_goes_on(
    loire, open_window, clock, live_server, window
):
    claire = Professional(open_window(**window), CLAIRE)
    enter_as(claire.page, live_server.url, User.objects.get(email=CLAIRE))
    lina = YoungPerson(open_window(width=360), clock)
    when_lina_begins(lina)

    when_claire_adapts_the_questionnaire(claire)
    and_adds_an_answer(claire)
    and_tries_it(claire)
    and_reads_what_publishing_changes(claire)
    and_publishes(claire)

    then_lina_ends_on_the_version_she_began_with(lina)
    and_bilal_who_comes_after_is_offered_the_new_answer(YoungPerson(open_window(width=360), clock))
    assert AnswerReview.objects.filter(question="statut", answer="loire-je-fais-un-service-civique").exists()
    bilal = YoungPerson(open_window(width=360), clock)
    when_bilal_gives_it(bilal)
    assert ACCEPTING not in bilal.text

    when_claire_says_which_offer_accepts_it(claire)
    and_that_the_others_do_not(claire)
    bilal.page.reload()
    bilal.reads(ACCEPTING, "tu fais un service civique")


def when_lina_begins(lina):
    lina.arrives()
    lina.lives_in()
    lina.wants()
    lina.is_aged(19)
    lina.reads(QUESTION)


def when_claire_adapts_the_questionnaire(claire):
    claire.page.goto("/animation/questionnaires/")
    claire.press("Ouvrir Emploi")
    claire.reads("Ce territoire suit le questionnaire national.")
    claire.press("Adapter au territoire")


def and_adds_an_answer(claire):
    claire.press(QUESTION)
    claire.reads("Une question nationale")
    blank = claire.page.get_by_role("group", name="Nouvelle réponse")
    blank.get_by_label("La réponse").fill(SERVICE)
    blank.get_by_label("Dite au jeune").fill("tu fais un service civique")
    with claire.page.expect_navigation():
        claire.page.get_by_role("button", name="Enregistrer", exact=True).click()
    claire.reads("La question est enregistrée.", SERVICE, "Adaptée")


def and_tries_it(claire):
    claire.press("Essayer")
    claire.page.get_by_label(SERVICE).check()
    claire.press("Continuer")
    claire.reads("Ton parcours", "offres trouvées")


def and_reads_what_publishing_changes(claire):
    claire.press("Publier")
    claire.reads(f"Réponse « {SERVICE} », à la question « {QUESTION} ».", "À revoir")


def and_publishes(claire):
    claire.press("Publier maintenant")
    claire.reads("La version est en ligne.", "En ligne : version 1")


def then_lina_ends_on_the_version_she_began_with(lina):
    lina.page.reload()
    assert SERVICE not in lina.text
    lina.answers()
    lina.reads("Préparer ton entretien avec quelqu’un")


def and_bilal_who_comes_after_is_offered_the_new_answer(bilal):
    bilal.arrives()
    bilal.lives_in()
    bilal.wants()
    bilal.is_aged(20)
    bilal.reads(QUESTION, SERVICE)


def when_bilal_gives_it(bilal):
    bilal.arrives()
    bilal.lives_in()
    bilal.wants()
    bilal.is_aged(20)
    bilal.answers([{QUESTION: [SERVICE]}, *LOOKING_FOR_A_JOB[1:]])
    bilal.reads("services pour toi")


def when_claire_says_which_offer_accepts_it(claire):
    claire.page.goto("/animation/")
    with claire.page.expect_navigation():
        claire.page.get_by_role("link", name=re.compile("offres à revoir")).click()
    claire.reads("Un questionnaire propose une réponse de plus.", f"Emploi, situation : « {SERVICE} »")
    claire.page.get_by_label(f"Cocher {ACCEPTING}").check()
    claire.press("Elle l’accepte")
    claire.reads("C’est noté : 1 offre l’accepte.")


def and_that_the_others_do_not(claire):
    for box in claire.page.get_by_role("checkbox").all():
        box.check()
    claire.press("Elle ne l’accepte pas")
    claire.reads("Rien à revoir")
