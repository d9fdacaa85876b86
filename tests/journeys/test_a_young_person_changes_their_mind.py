"""Back, one answer changed, a deep link, a reload: nothing is lost, and the results follow the answers."""

import pytest

from tests.factories.offers import OfferFactory, offer_that_makes_every_question_worth_asking
from tests.factories.questionnaires import QuestionnaireFactory, TerritoryThemeFactory
from tests.journeys.young_person import YoungPerson

pytestmark = pytest.mark.browser

PHONE = "06 39 98 12 34"
FOR_SEEKERS, FOR_PUPILS, FOR_ALL = "Chercher en groupe", "Visiter un métier", "Faire le point"


@pytest.fixture
def lina(transactional_db, open_window, clock) -> YoungPerson:
    TerritoryThemeFactory()
    QuestionnaireFactory()
    offer_that_makes_every_question_worth_asking()
    OfferFactory(title=FOR_SEEKERS, criteria={"statut": {"only": ["recherche"]}})
    OfferFactory(title=FOR_PUPILS, criteria={"statut": {"only": ["lycee"]}})
    OfferFactory(title=FOR_ALL)
    return YoungPerson(open_window(width=360), clock)


def test_going_back_shows_what_was_answered(lina):
    given_she_is_at_the_second_page_of_questions(lina)
    when_she_goes_back_with_the_browser(lina)
    then_her_answers_are_still_ticked(lina)
    when_she_goes_back_with_the_page(lina)
    then_her_age_is_still_there(lina)


def test_changing_one_answer_changes_the_results(lina):
    given_she_has_her_results(lina)
    then_she_reads(lina, FOR_SEEKERS, FOR_ALL, but_not=FOR_PUPILS)
    when_she_says_that_she_is_at_school(lina)
    then_she_reads(lina, FOR_PUPILS, FOR_ALL, but_not=FOR_SEEKERS)


def test_changing_an_answer_from_the_form_keeps_what_was_typed(lina):
    given_she_is_filling_in_the_form(lina)
    when_she_changes_an_answer_from_there(lina)
    then_she_is_back_at_the_form_with_everything(lina)


def test_a_deep_link_leads_to_the_first_question_that_waits(lina):
    lina.page.goto("/themes/emploi/resultats/")
    then_she_is_asked_where_she_lives(lina)
    lina.lives_in()
    assert lina.title == "Tu as quel âge ?"


def test_a_reload_asks_nothing_again(lina):
    given_she_has_her_results(lina)
    before = lina.text
    lina.page.reload()
    assert lina.text == before


# --- The steps ------------------------------------------------------------------------------------
def given_she_is_at_the_second_page_of_questions(lina):
    lina.arrives()
    lina.lives_in()
    lina.wants()
    lina.is_aged(19)
    lina.answers([{"Tu fais quoi en ce moment ?": ["Je cherche"], "Tu cherches quoi ?": ["Un emploi"]}])
    assert lina.title == "Tu as le permis de conduire ?"


def given_she_has_her_results(lina):
    given_she_is_at_the_second_page_of_questions(lina)
    lina.answers([{"Tu as le permis de conduire ?": ["Non"]}, {}])
    assert lina.title == "2 services pour toi"


def given_she_is_filling_in_the_form(lina):
    given_she_has_her_results(lina)
    lina.picks(FOR_ALL)
    lina.opens_the_form()
    lina.fills_in(phone=PHONE)


def when_she_goes_back_with_the_browser(lina):
    lina.page.go_back()


def then_her_answers_are_still_ticked(lina):
    ticked = lina.page.locator("input:checked")
    labels = [
        ticked.nth(at).evaluate("(box) => box.labels[0].innerText.trim()") for at in range(ticked.count())
    ]
    assert labels == ["Je cherche du travail", "Un emploi"]


def when_she_goes_back_with_the_page(lina):
    lina.press("Retour")


def then_her_age_is_still_there(lina):
    assert lina.page.get_by_label("Tu as quel âge ?").input_value() == "19"


def when_she_says_that_she_is_at_school(lina):
    lina.page.locator("summary").filter(has_text="Modifier").click()
    lina.page.get_by_role("link", name="Modifier").filter(has_text="Situation").click()
    lina.answers([{"Tu fais quoi en ce moment ?": ["Je suis au lycée"]}])


def then_she_reads(lina, *offers, but_not):
    titles = lina.page.get_by_role("article").get_by_role("heading").all_inner_texts()
    assert sorted(titles) == sorted(offers)
    assert but_not not in titles


def when_she_changes_an_answer_from_there(lina):
    lina.page.get_by_role("button", name="Modifier").filter(has_text="Situation").click()
    lina.answers([{"Tu fais quoi en ce moment ?": ["Je suis au lycée"]}])


def then_she_is_back_at_the_form_with_everything(lina):
    assert lina.title == "Comment te joindre ?"
    assert lina.page.get_by_label("Ton numéro de téléphone").input_value() == PHONE
    assert lina.page.get_by_label("Ton prénom").input_value() == "Lina"
    lina.reads("Je suis au lycée", FOR_ALL)


def then_she_is_asked_where_she_lives(lina):
    lina.reads("dis-nous où tu habites", "Tu habites où ?")
