"""The main job, end to end: from « Tu habites où ? » to a call logged, through real mails and SMS.

Played three times: by e-mail, by SMS, and without JavaScript on either side. `RECORD=1` keeps a trace of it.
"""

from dataclasses import dataclass, field

import pytest

from tests.journeys.journey import Journey
from tests.journeys.post_office import link_in
from tests.journeys.reading import missing_from
from tests.journeys.young_person import YoungPerson

pytestmark = pytest.mark.browser

INTERVIEW = "Préparer ton entretien avec quelqu’un"  # Mission locale du Bassin stéphanois, 2 days
RESUME = "Refaire ton CV et ta lettre en une heure"  # Info Jeunes Les Sept Collines, 1 day
EMAIL, PHONE = "lina@example.org", "06 39 98 12 34"
STORY = [
    "Un rendez-vous est fixé",
    "Nadia",
    "Tu as envoyé ta demande",
    "Quelqu’un s’occupe de ta demande",
    "On a essayé de t’appeler, sans réponse",
    "Vous vous êtes parlé au téléphone",
]


@dataclass
class MainJourney(Journey):
    """`reach` is how Lina can be reached."""

    reach: dict[str, str] = field(default_factory=dict)

    @property
    def received(self) -> list[str]:
        """What Lina received, wherever she reads it."""
        return self.post.mails_to(EMAIL) if "email" in self.reach else self.post.sms_to("+33639981234")


@pytest.mark.parametrize(
    ("reach", "window"),
    [
        pytest.param({"email": EMAIL}, {}, id="by e-mail"),
        pytest.param({"phone": PHONE}, {}, id="by SMS"),
        pytest.param({"email": EMAIL}, {"java_script_enabled": False}, id="without JavaScript"),
    ],
)
def test_a_young_person_asks_two_services_and_a_referent_keeps_the_promise(
    loire, open_window, clock, post, reach, window
):
    journey = MainJourney(open_window, clock, post, window, reach=reach)
    nadia = given_a_referent_who_has_opened_her_account(journey)

    lina = when_lina_says_what_she_needs(journey)
    then_she_sees_why_and_by_when(lina)
    when_she_asks_two_services(lina, journey)
    then_she_is_promised_two_dates(lina)
    and_the_acknowledgement_reaches_her(journey)
    and_each_structure_receives_its_recap(journey)

    when_the_referent_signs_in_with_her_phone(nadia)
    and_takes_the_request_up(nadia, journey)
    and_logs_an_attempt_then_a_contact(nadia, journey)
    and_closes(nadia, journey)
    then_the_page_of_the_young_person_tells_it_all(journey)


def given_a_referent_who_has_opened_her_account(journey):
    nadia = journey.professional("nadia.belkacem@example.org")
    assert nadia.title == "À faire"
    nadia.signs_out()
    return nadia


def when_lina_says_what_she_needs(journey):
    lina = YoungPerson(journey.open_window(width=360, **journey.window), journey.clock)
    lina.reaches_results()
    return lina


def then_she_sees_why_and_by_when(lina):
    assert "services pour toi" in lina.title
    reasons = ["tu as entre 16 et 25 ans", "tu cherches du travail", "tu cherches un emploi"]
    promised = ["Mission locale du Bassin stéphanois", "On te répond au plus tard mercredi 25 novembre"]
    assert missing_from(lina.card_of(INTERVIEW), *promised, *reasons) == []


def when_she_asks_two_services(lina, journey):
    lina.picks(INTERVIEW, RESUME)
    lina.reads("2 services choisis")
    lina.opens_the_form()
    lina.fills_in(**journey.reach)
    lina.sends()


def then_she_is_promised_two_dates(lina):
    assert lina.title == "C’est envoyé, Lina"
    lina.reads(
        "On te répond au plus tard mardi 24 novembre", "On te répond au plus tard mercredi 25 novembre"
    )


def and_the_acknowledgement_reaches_her(journey):
    assert journey.received == []
    journey.post.deliver()
    [acknowledgement] = journey.received
    assert missing_from(acknowledgement, "bien partie", "mercredi 25 novembre") == []


def and_each_structure_receives_its_recap(journey):
    for address, day, offer in (
        ("accueil.ml-stephanois@example.org", "mercredi 25 novembre", INTERVIEW),
        ("bonjour.info-jeunes@example.org", "mardi 24 novembre", RESUME),
    ):
        [recap] = journey.post.mails_to(address)
        promised = [f"au plus tard le {day}", f"Offre choisie : {offer}"]
        assert missing_from(recap, *promised, "Lina (19 ans)", journey.reach.get("email", PHONE)) == []


def when_the_referent_signs_in_with_her_phone(nadia):
    nadia.signs_in()
    assert nadia.title == "À faire"
    nadia.reads("Lina, 19 ans", INTERVIEW)


def and_takes_the_request_up(nadia, journey):
    nadia.press("Lina, 19 ans")
    nadia.reads(journey.reach.get("email", PHONE), "Un emploi", "tu cherches du travail")
    nadia.press("Je prends en charge")
    nadia.reads("Vous suivez maintenant la demande de Lina.")


def and_logs_an_attempt_then_a_contact(nadia, journey):
    journey.clock.forward(hours=2)
    nadia.press("Pas de réponse")
    nadia.reads("la promesse est tenue")
    journey.clock.forward(hours=3)
    nadia.page.get_by_label("Ce qui s’est dit").fill("Elle passe mercredi avec son CV.")
    nadia.press("On s’est parlé")
    nadia.reads("Elle passe mercredi avec son CV.", "Contact établi")


def and_closes(nadia, journey):
    journey.clock.forward(days=2)
    nadia.unfolds("Terminer la demande")
    nadia.page.locator("label", has_text="Rendez-vous fixé").click()
    nadia.press("Terminer la demande")
    nadia.reads("La demande est terminée")


def then_the_page_of_the_young_person_tells_it_all(journey):
    journey.post.deliver()
    assert len(journey.received) == 4  # the acknowledgement, taken up, an attempt, the end
    # On another device: the link is enough, and the message holds it.
    lina = YoungPerson(journey.open_window(width=360, **journey.window), journey.clock)
    lina.page.goto(link_in(journey.received[0]))
    assert lina.title == "Tes demandes"
    request = lina.page.locator("section").filter(has=lina.page.get_by_role("heading", name=INTERVIEW))
    assert missing_from(request.inner_text(), *STORY) == []
    # What Nadia wrote is for those who follow the request, not for this page.
    assert "avec son CV" not in lina.text
