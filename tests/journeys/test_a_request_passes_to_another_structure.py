"""Nadia is not the right person for Lina: the request passes to somebody who is, if Lina agrees and they accept.

Played to the end (accepted), then with a receiver who declines, and with a Lina who prefers to stay; on a wide
screen, on a phone without JavaScript, and with a young person who can only be reached by SMS.
"""

from dataclasses import dataclass, field

import pytest

from boussole.offers.models import Offer
from tests.factories.contact_requests import FilingFactory
from tests.factories.partners import ReferentFactory
from tests.journeys.journey import Journey
from tests.journeys.post_office import link_in
from tests.journeys.reading import missing_from
from tests.journeys.young_person import YoungPerson

pytestmark = pytest.mark.browser

INTERVIEW, RESUME = "preparer-entretien", "cv-et-lettre"
HERE, THERE = "Mission locale du Bassin stéphanois", "Info Jeunes Les Sept Collines"
NADIA, KARIM, LINA, PHONE = (
    "nadia.belkacem@example.org",
    "karim@example.org",
    "lina@example.org",
    "+33639981234",
)
DIAGNOSIS = "A besoin d’un CV avant vendredi, pour un forum."


@dataclass
class PassingJourney(Journey):
    """`lina_has` replaces the coordinates of the form."""

    lina_has: dict[str, str] = field(default_factory=dict)

    @property
    def told_to_lina(self) -> list[str]:
        self.post.deliver()
        return self.post.mails_to(LINA) if "email" not in self.lina_has else self.post.sms_to(PHONE)


WIDE = pytest.param({}, id="on a wide screen")
PHONE_ONLY = pytest.param({"width": 360, "java_script_enabled": False}, id="on a phone without JavaScript")


@pytest.fixture
def journey(request, loire, open_window, clock, post) -> Journey:
    return PassingJourney(open_window, clock, post, request.param)


@pytest.mark.parametrize("journey", [WIDE, PHONE_ONLY], indirect=True)
def test_a_request_passes_to_another_structure(journey):
    nadia, karim = given_two_professionals(journey)
    given_a_request_to_the_first(journey)

    when_nadia_proposes_it_and_asks_lina(nadia, journey)
    then_lina_reads_exactly_what_would_be_passed_on(lina := lina_of(journey), journey)
    when_she_says(lina, "D’accord")
    then_karim_reads_it_without_a_name(karim, journey)
    when_he_accepts(karim)

    then_he_knows_whom_to_call(karim)
    and_nadia_sees_the_outcome_and_nobody(nadia, journey)
    and_lina_has_one_story_and_a_new_date(lina_of(journey), journey)


@pytest.mark.parametrize("journey", [PHONE_ONLY], indirect=True)
def test_a_receiver_declines_and_the_request_comes_back_with_its_clock(journey):
    nadia, karim = given_two_professionals(journey)
    given_a_request_to_the_first(journey)
    when_nadia_proposes_it_with_an_agreement_told_by_voice(nadia, journey)

    when_karim_declines(karim, journey)

    then_nadia_has_it_back(nadia, journey)
    and_lina_received_nothing_about_it(journey)


@pytest.mark.parametrize("journey", [WIDE], indirect=True)
def test_a_young_person_by_sms_only_prefers_to_stay(journey):
    journey.lina_has = {"email": ""}
    nadia, karim = given_two_professionals(journey)
    given_a_request_to_the_first(journey)
    when_nadia_proposes_it_and_asks_lina(nadia, journey)

    when_she_says(lina_of(journey), "Non merci")

    journey.post.deliver()
    assert "n’a pas souhaité" in journey.post.mails_to(NADIA)[-1]
    nadia.page.goto(f"/extranet/demandes/{journey.request.public_id}/")
    nadia.reads("La personne préfère rester chez vous", "À rappeler au plus tard le mercredi 25 novembre")
    karim.page.goto("/extranet/reorientations/")
    karim.reads("Aucune réorientation à examiner")


# --- Given ------------------------------------------------------------------------------------------
def given_two_professionals(journey):
    receiver = Offer.objects.get(code=RESUME).structure
    ReferentFactory(structure=receiver, user__email=KARIM, user__first_name="Karim", user__password=None)
    return journey.at_the_desk(NADIA), journey.at_the_desk(KARIM)


def given_a_request_to_the_first(journey):
    offer = Offer.objects.select_related("theme").get(code=INTERVIEW)
    filing = FilingFactory(offers=[offer], now=journey.clock.now(), **journey.lina_has)
    journey.request = filing.contact_requests.get()


def lina_of(journey):
    """Lina, on her phone, through the link of the last message."""
    lina = YoungPerson(journey.open_window(**{**journey.window, "width": 360}), journey.clock)
    lina.page.goto(link_in(journey.told_to_lina[-1]))
    return lina


# --- When -------------------------------------------------------------------------------------------
def propose(nadia, journey, agreement):
    nadia.page.goto(f"/extranet/demandes/{journey.request.public_id}/")
    nadia.press("Réorienter vers une autre structure")
    nadia.page.locator("label", has_text="Une autre structure est mieux placée").click()
    nadia.page.get_by_label("Votre pré-diagnostic").fill(DIAGNOSIS)
    nadia.press("Continuer")
    nadia.page.get_by_label("Chercher une structure").fill("sept collines")
    nadia.press("Chercher")
    nadia.page.locator("label", has_text="Refaire ton CV").click()
    nadia.press("Continuer")
    nadia.reads("Situation : Je cherche du travail", "Vos notes privées ne partent jamais")
    nadia.page.locator("label", has_text=agreement).click()
    nadia.press("Continuer")
    nadia.reads(DIAGNOSIS, "N’est pas transmis : handicap ou maladie", "mardi 24 novembre")


def when_nadia_proposes_it_and_asks_lina(nadia, journey):
    propose(nadia, journey, "Pas encore")
    nadia.press("Demander l’accord de la personne")
    nadia.reads("L’accord est demandé", "Accord demandé à la personne")


def when_nadia_proposes_it_with_an_agreement_told_by_voice(nadia, journey):
    propose(nadia, journey, "Oui, elle me l’a dit")
    nadia.press("Proposer la demande")
    nadia.reads(f"La demande est proposée à {THERE}", "Proposée à la structure")


def when_she_says(lina, answer):
    lina.press(answer)
    lina.reads("C’est noté")


def when_he_accepts(karim):
    karim.press("Accepter la demande")


def when_karim_declines(karim, journey):
    journey.post.deliver()
    karim.page.goto(link_in(journey.post.mails_to("bonjour.info-jeunes@example.org")[-1]))
    karim.unfolds("Décliner")
    karim.page.locator("label", has_text="Nous n’avons plus de place").click()
    karim.page.get_by_label("Une précision").fill("Complet jusqu’en janvier.")
    karim.press("Décliner la demande")
    karim.reads(f"La demande est rendue à {HERE}", "Aucune réorientation à examiner")


# --- Then -------------------------------------------------------------------------------------------
def then_lina_reads_exactly_what_would_be_passed_on(lina, journey):
    lina.unfolds("Voir tout ce qui serait transmis")
    lina.reads(
        "On attend ta réponse",
        THERE,
        "Ce que la structure a compris",
        "19 ans",
        "Saint-Étienne",
        "Je cherche du travail",
    )
    assert [word for word in ("Handicap", "06 39 98 12 34", LINA) if word in lina.text] == []


def then_karim_reads_it_without_a_name(karim, journey):
    journey.post.deliver()
    [proposal] = [
        mail for mail in journey.post.mails_to("bonjour.info-jeunes@example.org") if "reprendre" in mail
    ]
    karim.page.goto("/extranet/")
    karim.reads("1 réorientation à examiner")
    karim.page.goto(link_in(proposal))
    karim.reads(
        DIAGNOSIS, "19 ans", "Saint-Étienne", "Je cherche du travail", "au plus tard le mardi 24 novembre"
    )
    seen = proposal + karim.page.content()
    assert [word for word in ("Lina", "39 98 12 34", LINA, "Handicap") if word in seen] == []


def then_he_knows_whom_to_call(karim):
    assert karim.title == "Lina, 19 ans"
    karim.reads("06 39 98 12 34", f"A repris la demande de {HERE}", "De structure en structure")
    assert "Handicap" not in karim.page.content()


def and_nadia_sees_the_outcome_and_nobody(nadia, journey):
    journey.post.deliver()
    nadia.page.goto(link_in(journey.post.mails_to(NADIA)[-1]))
    assert nadia.title == "Demande réorientée"
    nadia.reads(THERE, "Prise en charge", "Ce que vous avez fait")
    everything = nadia.page.content()
    nadia.page.goto("/extranet/demandes/?etat=toutes")
    everything += nadia.page.content()
    assert [word for word in ("Lina", "39 98 12 34", LINA, DIAGNOSIS) if word in everything] == []


def and_lina_has_one_story_and_a_new_date(lina, journey):
    last = journey.told_to_lina[-1]
    assert (
        missing_from(last, f"{THERE} reprend ta demande", "Karim va te contacter", "mardi 24 novembre") == []
    )
    assert lina.title == "Ta demande"
    lina.reads(
        "Karim te contacte au plus tard",
        "mardi 24 novembre",
        "Tu as envoyé ta demande",
        f"{HERE} te propose une autre structure : {THERE}",
        f"{THERE} reprend ta demande",
    )


def then_nadia_has_it_back(nadia, journey):
    journey.post.deliver()
    told = journey.post.mails_to(NADIA)[-1]
    assert missing_from(told, "a décliné", "Nous n’avons plus de place", "mercredi 25 novembre") == []
    nadia.page.goto(link_in(told))
    nadia.reads("La demande vous est rendue", "Complet jusqu’en janvier.", "À rappeler au plus tard")


def and_lina_received_nothing_about_it(journey):
    assert len(journey.told_to_lina) == 1  # the acknowledgement
