"""A charter is renewed after a year without a gesture; then its structure gives notice, and nothing is lost.

Time passes by the clock of the story; the sweeps that the worker would run every hour are called at their hour.
"""

from __future__ import annotations

from datetime import date

import pytest

from boussole.contact_requests.models import ContactRequest
from boussole.offers.models import Offer
from boussole.partners.actions import charters
from boussole.partners.models import CharterAgreement, Structure
from tests.factories.contact_requests import FilingFactory
from tests.journeys.journey import MANAGER, Journey
from tests.journeys.post_office import link_in
from tests.journeys.reading import missing_from

pytestmark = pytest.mark.browser

INTERVIEW = "preparer-entretien"  # Mission locale du Bassin stéphanois
CLAIRE = "claire.fontanel@example.org"
SIGNED, RENEWED = date(2026, 2, 10), "mercredi 10 février 2027"


def test_a_charter_is_renewed_after_a_year_without_a_gesture(loire, open_window, clock, post):
    journey = Journey(open_window, clock, post)
    charter = given_a_charter_in_force()

    when_two_months_are_left(journey)
    then_both_parties_are_told(journey)
    paul = and_its_manager_reads_it_from_the_mail(journey)
    when_the_year_is_over(journey)
    then_it_is_still_in_force_for_one_more(charter, paul)


def test_a_structure_gives_notice_and_nothing_is_lost(loire, open_window, clock, post):
    journey = Journey(open_window, clock, post)
    charter = given_a_charter_in_force()
    paul = journey.at_the_desk(MANAGER)

    when_its_manager_reads_what_the_end_changes_and_gives_notice(paul, charter)
    then_the_animation_is_told(journey)
    and_young_people_still_ask(journey)
    when_the_last_day_is_over(journey, charter)
    then_the_offer_is_shown_no_more_and_the_request_is_still_to_answer(journey, charter)


def given_a_charter_in_force() -> CharterAgreement:
    structure = Offer.objects.get(code=INTERVIEW).structure
    charter = CharterAgreement.objects.get(structure=structure, status="IN_FORCE")
    assert (charter.signed_on, charter.ends_on) == (SIGNED, None)
    return charter


def when_two_months_are_left(journey):
    journey.clock.forward(days=17)  # from 23 November to 10 December
    charters.remind_due(now=journey.clock.now())
    charters.remind_due(now=journey.clock.now())
    journey.post.deliver()


def then_both_parties_are_told(journey):
    for email in (MANAGER, CLAIRE):
        told = [mail for mail in journey.post.mails_to(email) if "Mission locale du Bassin" in mail]
        assert missing_from(" ".join(told), f"se renouvelle le {RENEWED}", "Vous n’avez rien à faire") == []
    paul = [mail for mail in journey.post.mails_to(MANAGER) if "se renouvelle" in mail]
    assert len(paul) == 1, "once"


def and_its_manager_reads_it_from_the_mail(journey):
    paul = journey.at_the_desk(MANAGER)
    told = next(mail for mail in journey.post.mails_to(MANAGER) if "se renouvelle" in mail)
    paul.page.goto(link_in(told))
    paul.reads("En vigueur", f"Elle se renouvelle le {RENEWED}, puis chaque année, sans rien faire.")
    return paul


def when_the_year_is_over(journey):
    journey.clock.forward(days=70)
    charters.end_due(now=journey.clock.now())
    charters.remind_due(now=journey.clock.now())


def then_it_is_still_in_force_for_one_more(charter, paul):
    charter.refresh_from_db()
    assert charter.status == "IN_FORCE"
    paul.page.reload()
    paul.reads("En vigueur", "Elle se renouvelle le jeudi 10 février 2028")


def when_its_manager_reads_what_the_end_changes_and_gives_notice(paul, charter):
    paul.page.goto(f"/extranet/structure/{charter.structure.public_id}/")
    paul.press("Voir la charte et ses signatures")
    paul.press("Mettre fin à cette charte")
    paul.reads(
        "Ce que la fin de la charte change", "les jeunes ne voient plus", "Aucune n’est ouverte aujourd’hui."
    )
    paul.page.get_by_label("Raison").fill("Notre service ferme.")
    paul.press("Donner le préavis")
    paul.reads("Préavis en cours", "Elle prend fin le mercredi 23 décembre 2026.")


def then_the_animation_is_told(journey):
    journey.post.deliver()
    told = journey.post.mails_to(CLAIRE)[-1]
    assert missing_from(told, "prendra fin le mercredi 23 décembre 2026", "Notre service ferme.") == []


def and_young_people_still_ask(journey):
    journey.clock.forward(days=30)  # the last day
    lina = journey.open_window(width=360)
    lina.goto(f"/offres/{INTERVIEW}/")
    assert lina.get_by_role("heading", level=1).first.inner_text() != ""
    FilingFactory(offers=[Offer.objects.get(code=INTERVIEW)], now=journey.clock.now(), first_name="Lina")


def when_the_last_day_is_over(journey, charter):
    journey.clock.forward(days=1)
    charters.end_due(now=journey.clock.now())
    charter.refresh_from_db()
    assert charter.status == "ENDED"
    journey.post.deliver()


def then_the_offer_is_shown_no_more_and_the_request_is_still_to_answer(journey, charter):
    structure = Structure.objects.get(pk=charter.structure_id)
    assert not CharterAgreement.objects.covering(journey.clock.now()).filter(structure=structure).exists()
    paul = journey.at_the_desk(MANAGER)
    told = next(mail for mail in journey.post.mails_to(MANAGER) if "est terminée" in mail)
    paul.page.goto(link_in(told))
    paul.reads("Lina")
    request = ContactRequest.objects.get(filing__first_name="Lina")
    assert (request.structure, request.is_open) == (structure, True)
