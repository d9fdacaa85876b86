"""A referent says that she will be away: what she followed goes to a colleague, and so does what comes meanwhile.

Played on a desk and on a phone.
"""

from dataclasses import dataclass

import pytest

from boussole.contact_requests import actions
from tests.journeys.journey import Journey
from tests.journeys.post_office import link_in
from tests.journeys.reading import missing_from
from tests.journeys.young_person import YoungPerson

pytestmark = pytest.mark.browser

INTERVIEW = "Préparer ton entretien avec quelqu’un"  # Mission locale du Bassin stéphanois, 2 days
LINA, BILAL = "lina@example.org", "bilal@example.org"
THEO = "theo.vialatte@example.org"  # usually for housing and health: a deputy sees what Nadia saw
PROMISED = "mercredi 25 novembre"


@dataclass
class HolidayJourney(Journey):
    def asks(self, first_name: str, email: str) -> YoungPerson:
        """Somebody asks the mission locale to be called back."""
        somebody = YoungPerson(self.open_window(width=360), self.clock)
        somebody.reaches_results()
        somebody.picks(INTERVIEW)
        somebody.opens_the_form()
        somebody.fills_in(email=email, first_name=first_name)
        somebody.sends()
        return somebody


@pytest.mark.parametrize("width", [pytest.param(1280, id="at a desk"), pytest.param(360, id="on a phone")])
def test_a_referent_goes_on_holiday_and_nothing_waits(loire, open_window, clock, post, width):
    journey = HolidayJourney(open_window, clock, post, {"width": width})
    nadia, theo = journey.at_the_desk("nadia.belkacem@example.org"), journey.at_the_desk(THEO)
    journey.asks("Lina", LINA)

    when_nadia_takes_the_request_up(nadia)
    and_reads_what_her_absence_will_do(nadia)
    and_declares_it(nadia, journey)
    and_the_first_day_comes(journey)
    journey.asks("Bilal", BILAL)

    then_the_deputy_has_both_requests(theo, journey)
    and_lina_knows_the_new_name_and_the_same_date(journey)


def when_nadia_takes_the_request_up(nadia):
    nadia.page.goto("/extranet/")
    nadia.press("Lina, 19 ans")
    nadia.press("Je prends en charge")
    nadia.reads("Vous suivez maintenant la demande de Lina.")


def and_reads_what_her_absence_will_do(nadia):
    nadia.page.goto("/extranet/collegues/")
    nadia.press("Absences")
    nadia.press("Déclarer une absence")
    nadia.page.get_by_label("Qui est absent").select_option(label="Moi")
    nadia.page.get_by_label("Premier jour d’absence").fill("2026-11-24")
    nadia.page.get_by_label("Dernier jour d’absence").fill("2026-12-04")
    nadia.page.locator("label", has_text="Un ou une collègue prend le relais").first.click()
    nadia.page.get_by_label("Qui prend le relais").select_option(label="Théo Vialatte")
    nadia.press("Voir ce qui va se passer")
    nadia.reads("1 demande passera à Théo le mardi 24 novembre, sans changer de date.")


def and_declares_it(nadia, journey):
    nadia.press("Déclarer cette absence")
    nadia.reads("L’absence est notée, du mardi 24 novembre au vendredi 4 décembre.", "Théo Vialatte prend le")
    journey.post.deliver()
    assert missing_from(journey.post.mails_to(THEO)[-1], "Nadia Belkacem est en absence") == []


def and_the_first_day_comes(journey):
    assert actions.follow_absences(now=journey.clock.now()) == 0
    journey.clock.forward(days=1)
    assert actions.follow_absences(now=journey.clock.now()) == 1  # what the worker does every ten minutes


def then_the_deputy_has_both_requests(theo, journey):
    journey.post.deliver()
    entrusted, recap = journey.post.mails_to(THEO)[-2:]
    assert missing_from(entrusted, "Une demande vous est confiée", PROMISED) == []
    assert missing_from(recap, "Bilal (19 ans)", "au plus tard le jeudi 26 novembre") == []
    theo.page.goto("/extranet/")
    theo.reads("Lina, 19 ans", "Bilal, 19 ans")


def and_lina_knows_the_new_name_and_the_same_date(journey):
    told = journey.post.mails_to(LINA)
    assert missing_from(told[-1], "Théo", PROMISED) == []
    lina = YoungPerson(journey.open_window(width=360), journey.clock)
    lina.page.goto(link_in(told[0]))
    lina.reads("Théo", PROMISED)
