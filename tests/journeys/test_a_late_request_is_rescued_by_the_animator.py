"""Nobody calls Lina. The structure is reminded, the animator is told, Lina hears our apology; then somebody calls.

Played on a wide screen and on a phone, with and without JavaScript.
"""

import pytest

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.offers.models import Offer
from tests.factories.contact_requests import FilingFactory
from tests.journeys.journey import NATIONAL, Journey
from tests.journeys.reading import missing_from

pytestmark = pytest.mark.browser

INTERVIEW = "preparer-entretien"  # Mission locale du Bassin stéphanois, 2 days
LINA, NADIA, CLAIRE = "lina@example.org", "nadia.belkacem@example.org", "claire.fontanel@example.org"
REASON = "La structure ne répond plus au téléphone."


@pytest.mark.parametrize(
    "window",
    [
        pytest.param({}, id="on a wide screen"),
        pytest.param({"width": 360, "java_script_enabled": False}, id="on a phone without JavaScript"),
    ],
)
def test_a_late_request_is_rescued_by_the_animator(loire, open_window, clock, post, window):
    journey = Journey(open_window, clock, post, window)
    claire = given_an_animator_who_has_opened_her_account(journey)
    given_a_request_that_nobody_answers(journey)

    when_two_days_pass_after_the_date(journey)
    then_everyone_has_been_told(journey)
    and_the_animator_finds_it_to_unblock(claire, journey)
    and_may_not_give_it_away_yet(claire)
    when_she_opens_the_coordinates_for_a_reason(claire)

    when_three_days_have_passed(journey)
    and_she_entrusts_it_to_nadia(claire, journey)
    then_nadia_and_lina_know_it(journey)
    and_it_waits_on_nobodys_list_once_called(claire, journey)


def given_an_animator_who_has_opened_her_account(journey):
    claire = journey.professional(CLAIRE, invited_by=NATIONAL)
    assert claire.title == "Loire"
    return claire


def given_a_request_that_nobody_answers(journey):
    filing = FilingFactory(offers=[Offer.objects.get(code=INTERVIEW)], now=journey.clock.now())
    journey.request = filing.contact_requests.get()


def time_passes(journey, **by):
    """Days, hour by hour, with the sweep that runs behind them."""
    hours = int(by["days"] * 24)
    for _ in range(hours // 6):
        journey.clock.forward(hours=6)
        actions.remind_due(now=journey.clock.now())
    journey.post.deliver()


def when_two_days_pass_after_the_date(journey):
    time_passes(journey, days=4.5)


def then_everyone_has_been_told(journey):
    structure = journey.post.mails_to(NADIA)
    assert (
        len(structure) == 1
    )  # the delay, once; the reminders before the date went to the contact of the offer
    animation = [mail for mail in journey.post.mails_to(CLAIRE) if "/animation/" in mail]
    assert len(animation) == 1
    receipt, apology = journey.post.mails_to(LINA)
    assert missing_from(apology, "Nous te demandons pardon") == []
    assert "Mission locale" in receipt


def and_the_animator_finds_it_to_unblock(claire, journey):
    claire.page.goto("/animation/")
    claire.reads("À débloquer", "1 demande sans réponse")
    claire.press("1 demande sans réponse")
    claire.press(journey.request.filing.number)
    claire.reads("Mission locale du Bassin stéphanois", "en retard de")
    assert "Lina" not in claire.text


def and_may_not_give_it_away_yet(claire):
    claire.reads("Vous pourrez la confier à quelqu’un d’autre 3 jours après la date promise.")


def when_she_opens_the_coordinates_for_a_reason(claire):
    claire.press("Ouvrir les coordonnées")
    claire.reads("Écrivez pourquoi vous ouvrez ces coordonnées")
    claire.page.get_by_label("Pourquoi ouvrir ces coordonnées").fill(REASON)
    claire.press("Ouvrir les coordonnées")
    claire.reads(REASON, "Lina", "06 39 98 12 34")
    claire.press("Revenir à la demande")
    claire.reads("Déjà ouvertes", REASON)


def when_three_days_have_passed(journey):
    time_passes(journey, days=2)


def and_she_entrusts_it_to_nadia(claire, journey):
    claire.page.reload()
    claire.page.locator("main label").filter(has_text="Nadia Belkacem").click()
    claire.press("Confier la demande")
    claire.reads("La demande est confiée à Nadia Belkacem")
    journey.post.deliver()


def then_nadia_and_lina_know_it(journey):
    assert any("Une demande vous est confiée" in mail for mail in journey.post.mails_to(NADIA))
    assert any("Nadia va te contacter" in mail for mail in journey.post.mails_to(LINA))


def and_it_waits_on_nobodys_list_once_called(claire, journey):
    nadia = User.objects.get(email=NADIA)
    actions.log_attempt(journey.request, kind="CALL", result="REACHED", by=nadia, now=journey.clock.now())
    claire.page.goto("/animation/a-debloquer/")
    claire.reads("Rien à débloquer")
