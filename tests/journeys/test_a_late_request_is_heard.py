"""Nobody called Lina in time. She says so, everybody knows at once; another structure is one press away.

Played with an e-mail address, then with a phone number alone and without JavaScript.
"""

from dataclasses import dataclass, field

import pytest

from boussole.contact_requests.models import ContactRequest
from boussole.offers.models import Offer
from tests.factories.contact_requests import FilingFactory
from tests.journeys.journey import Journey
from tests.journeys.post_office import link_in
from tests.journeys.reading import missing_from
from tests.journeys.young_person import YoungPerson

pytestmark = pytest.mark.browser

INTERVIEW = "preparer-entretien"  # Mission locale du Bassin stéphanois, 2 days
RESUME = "Refaire ton CV et ta lettre en une heure"  # Info Jeunes Les Sept Collines, 1 day
EMAIL, PHONE = "lina@example.org", "+33639981234"


@dataclass
class LateJourney(Journey):
    """`reach` is how Lina can be reached."""

    reach: dict[str, str] = field(default_factory=dict)

    @property
    def received(self) -> list[str]:
        return self.post.mails_to(EMAIL) if self.reach.get("email") else self.post.sms_to(PHONE)


@pytest.mark.parametrize(
    ("reach", "window"),
    [
        pytest.param({"phone": "", "email": EMAIL}, {"width": 1280}, id="by e-mail, on a wide screen"),
        pytest.param(
            {"phone": PHONE, "email": ""},
            {"width": 360, "java_script_enabled": False},
            id="by SMS, on a phone without JavaScript",
        ),
    ],
)
def test_a_late_request_is_heard(loire, open_window, clock, post, reach, window):
    journey = LateJourney(open_window, clock, post, window, reach=reach)
    lina = given_lina_and_her_link(journey)

    when_she_says_before_the_date_that_nobody_called(lina)
    then_she_reads_when_it_will_be_and_nothing_changes(lina)

    when_the_date_passes(lina)
    and_she_says_it_again(lina)
    then_everybody_is_told_at_once(lina, journey)

    when_a_whole_day_has_passed(lina)
    then_we_are_sorry_and_others_can_help(lina)
    when_she_asks_another_in_one_press(lina)
    then_she_has_a_new_date_and_the_structure_its_recap(lina, journey)


def given_lina_and_her_link(journey):
    FilingFactory(offers=[Offer.objects.get(code=INTERVIEW)], now=journey.clock.now(), **journey.reach)
    journey.post.deliver()
    lina = YoungPerson(journey.open_window(**journey.window), journey.clock)
    lina.page.goto(link_in(journey.received[0]))
    lina.reads("On te contacte au plus tard mercredi 25 novembre")
    return lina


def when_she_says_before_the_date_that_nobody_called(lina):
    lina.press("Personne ne m’a contacté")


def then_she_reads_when_it_will_be_and_nothing_changes(lina):
    lina.reads("C’est encore dans les temps", "au plus tard le mercredi 25 novembre au soir")
    assert not ContactRequest.objects.get().words.exists()


def when_the_date_passes(lina):
    lina.clock.forward(days=2, hours=22)
    lina.page.goto("/suivi/")
    lina.reads("La date promise est passée")


def and_she_says_it_again(lina):
    lina.press("Personne ne m’a contacté")
    lina.reads("C’est dit", "Tu l’as dit aujourd’hui.")


def then_everybody_is_told_at_once(lina, journey):
    journey.post.deliver()
    for address in ("nadia.belkacem@example.org", "paul.roche@example.org", "claire.fontanel@example.org"):
        mails = " ".join(journey.post.mails_to(address))
        assert missing_from(mails, "personne ne l’a contactée") == [], address


def when_a_whole_day_has_passed(lina):
    lina.clock.forward(hours=20)
    lina.page.goto("/suivi/")


def then_we_are_sorry_and_others_can_help(lina):
    lina.reads("Personne ne t’a contacté à temps", "Nous en sommes désolés.", RESUME)


def when_she_asks_another_in_one_press(lina):
    card = lina.page.get_by_role("article").filter(has=lina.page.get_by_role("heading", name=RESUME))
    with lina.page.expect_navigation():
        card.get_by_role("button", name="Demander et transmettre").click()


def then_she_has_a_new_date_and_the_structure_its_recap(lina, journey):
    lina.reads(
        "C’est envoyé",
        "Info Jeunes Les Sept Collines te contacte au plus tard le samedi 28 novembre",
    )
    assert lina.title == "Tes demandes"
    journey.post.deliver()
    [recap] = journey.post.mails_to("bonjour.info-jeunes@example.org")
    assert missing_from(recap, "Lina (19 ans)", "samedi 28 novembre") == []
    assert "samedi 28 novembre" in " ".join(journey.received[-1].split())
