"""A phone number and nothing else: every step works by SMS, on a phone as on a large screen (product.md 5.4)."""

import re

import pytest

from boussole.contact_requests.models import ContactRequest, Filing
from tests.factories.offers import OfferFactory, offer_that_makes_every_question_worth_asking
from tests.factories.partners import StructureFactory
from tests.factories.questionnaires import QuestionnaireFactory, TerritoryThemeFactory, ThemeFactory
from tests.journeys.young_person import YoungPerson

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE, OTHER = "06 39 98 12 34", "06 39 98 56 78"
NUMBER, OTHER_NUMBER = "+33639981234", "+33639985678"
STRUCTURE, OFFER = "Le Phare de la santé", "Parler de ce qui ne va pas"


@pytest.fixture(params=[360, 1280], ids=["on a phone", "on a large screen"])
def lina(request, transactional_db, post, open_window, clock) -> YoungPerson:
    """Lina, and one offer about something that nobody must learn from her phone."""
    theme = ThemeFactory(is_sensitive=True)
    TerritoryThemeFactory(theme=theme)
    QuestionnaireFactory(theme=theme)
    offer_that_makes_every_question_worth_asking()
    OfferFactory(title=OFFER, theme=theme, structure=StructureFactory(name=STRUCTURE), promised_days=2)
    return YoungPerson(open_window(width=request.param), clock)


def test_by_sms_only(lina, post, clock, open_window):
    given_she_asked_with_a_phone_number_alone(lina)
    then_she_receives_one_sms_that_says_nothing_of_what_she_asked(post)
    when_she_comes_back_on_another_phone(lina, open_window)
    when_she_asks_for_a_code(lina)
    then_the_code_that_she_receives_opens_her_page(lina, post)
    when_nobody_called_in_time_and_she_says_so(lina, clock)
    when_she_corrects_her_number(lina, post, clock)
    when_she_erases_everything(lina)
    then_nothing_is_left_and_no_sms_leaves(lina, post)


# --- The steps ------------------------------------------------------------------------------------------
def given_she_asked_with_a_phone_number_alone(lina):
    lina.arrives()
    lina.lives_in()
    lina.wants()
    lina.is_aged(19)
    lina.answers([{"Tu fais quoi en ce moment ?": ["Je cherche"], "Tu cherches quoi ?": ["Un emploi"]}])
    lina.answers([{"Tu as le permis de conduire ?": ["Non"]}, {}])
    lina.picks(OFFER)
    lina.opens_the_form()
    lina.fills_in(phone=PHONE)
    lina.sends()
    lina.reads("C’est envoyé, Lina", "Un SMS part aussi au 06 •• •• •• 34")


def then_she_receives_one_sms_that_says_nothing_of_what_she_asked(post):
    post.deliver()
    (sms,) = post.sms_to(NUMBER)
    assert "mercredi 25 novembre" in sms
    assert [word for word in (STRUCTURE, OFFER, "santé", "emploi") if word in sms] == []


def when_she_comes_back_on_another_phone(lina, open_window):
    lina.page = open_window(width=lina.page.viewport_size["width"])


def when_she_asks_for_a_code(lina, phone: str = PHONE):
    lina.arrives()
    lina.press("Retrouver ma page de suivi")
    lina.page.get_by_label("Ton numéro de mobile ou ton adresse e-mail").fill(phone)
    lina.press("Recevoir un code")
    assert lina.title == "Écris ton code"


def then_the_code_that_she_receives_opens_her_page(lina, post, number: str = NUMBER):
    post.deliver()
    code = re.findall(r"\b\d{6}\b", post.sms_to(number)[-1])[0]
    lina.page.get_by_label("Ton code").fill(code)
    lina.press("Ouvrir ma page")
    assert lina.title == "Ta demande"
    lina.reads(OFFER, "119")


def when_nobody_called_in_time_and_she_says_so(lina, clock):
    clock.forward(days=3)
    lina.page.reload()
    lina.reads("La date promise est passée")
    lina.press("Personne ne m’a contacté")
    lina.reads("Tu l’as dit aujourd’hui")


def when_she_corrects_her_number(lina, post, clock):
    lina.press("Corriger mon numéro")
    lina.page.get_by_label("Nouveau numéro de téléphone").fill(OTHER)
    lina.press("Enregistrer")
    lina.reads("C’est corrigé")
    post.deliver()
    assert "au plus tard" in post.sms_to(OTHER_NUMBER)[0]


def when_she_erases_everything(lina):
    lina.unfolds("Lire ou effacer mes données")
    lina.press("Effacer mes données")
    lina.press("Effacer mes données")
    assert lina.title == "C’est effacé"


def then_nothing_is_left_and_no_sms_leaves(lina, post):
    before = len(post.sms_to(OTHER_NUMBER))
    post.deliver()
    assert len(post.sms_to(OTHER_NUMBER)) == before
    assert ContactRequest.objects.get().outcome == "WITHDRAWN"
    assert (Filing.objects.get().phone, Filing.objects.get().first_name) == ("", "")
    lina.page.go_back()
    assert OFFER not in lina.text
