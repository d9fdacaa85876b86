"""Karim shows his number to the directory; Nadia finds it, and the mistake beside it; then her charter ends.

On a wide screen, and on a phone without JavaScript. The public is led to the door.
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from boussole.partners.models import CharterAgreement, Structure
from tests.factories.partners import ReferentFactory
from tests.journeys.journey import Journey
from tests.journeys.post_office import link_in
from tests.journeys.professional import Professional
from tests.journeys.reading import missing_from

pytestmark = pytest.mark.browser

HERE, THERE = "Mission locale du Bassin stéphanois", "Info Jeunes Les Sept Collines"
NADIA, KARIM = "nadia.belkacem@example.org", "karim@example.org"
NUMBER, DIRECT = "01 99 00 42 57", "karim.direct@example.org"


@pytest.fixture
def journey(request, loire, open_window, clock, post) -> Journey:
    return Journey(open_window, clock, post, request.param)


@pytest.mark.parametrize(
    "journey",
    [
        pytest.param({}, id="on a wide screen"),
        pytest.param({"width": 360, "java_script_enabled": False}, id="on a phone without JavaScript"),
    ],
    indirect=True,
)
def test_a_partner_finds_another_in_the_directory(journey):
    nadia, karim = given_two_partners(journey)

    when_karim_shows_how_to_reach_him(karim)
    then_nadia_finds_him_despite_a_mistake_and_calls(nadia)
    when_she_reports_a_mistake(nadia)
    then_karim_mends_it_and_she_reads_it(karim, journey)
    and_the_public_is_led_to_the_door(journey)
    when_karim_takes_it_back(karim)
    then_nadia_no_longer_reads_it(nadia)
    when_the_charter_of_nadia_ends(journey)
    then_the_directory_does_not_exist_for_her(nadia)


# --- The steps ------------------------------------------------------------------------------------------
def given_two_partners(journey: Journey) -> tuple[Professional, Professional]:
    there = Structure.objects.get(name=THERE)
    name = {"user__first_name": "Karim", "user__last_name": "Haddad"}
    ReferentFactory(structure=there, role="MANAGER", user__email=KARIM, **name)
    return journey.at_the_desk(NADIA), journey.at_the_desk(KARIM)


def when_karim_shows_how_to_reach_him(karim: Professional) -> None:
    opens_the_directory(karim)
    karim.press("Mes coordonnées")
    mine = karim.page.locator("section", has=karim.page.get_by_role("heading", name=f"Vous, {THERE}"))
    mine.get_by_label("Adresse e-mail", exact=True).fill(DIRECT)
    mine.get_by_label("Adresse e-mail : qui la voit").select_option(label="Tout l’annuaire")
    mine.get_by_label("Téléphone", exact=True).fill(NUMBER)
    mine.get_by_label("Téléphone : qui le voit").select_option(label="Les partenaires de mon territoire")
    with karim.page.expect_navigation():
        mine.get_by_role("button", name="Enregistrer").click()


def then_nadia_finds_him_despite_a_mistake_and_calls(nadia: Professional) -> None:
    opens_the_directory(nadia)
    nadia.page.get_by_label("Nom", exact=True).fill("karim hadad")
    nadia.press("Chercher")
    nadia.reads("Karim Haddad", THERE)
    assert missing_from(nadia.text, NUMBER, DIRECT) == [NUMBER, DIRECT]
    nadia.press("Voir sa fiche")
    nadia.reads("Karim Haddad", NUMBER, DIRECT)


def when_she_reports_a_mistake(nadia: Professional) -> None:
    nadia.press(THERE)
    nadia.press("Signaler une erreur")
    nadia.page.get_by_label("Qu’est-ce qui ne va pas").fill("Les horaires ont changé.")
    nadia.press("Envoyer")
    assert nadia.title == THERE


def then_karim_mends_it_and_she_reads_it(karim: Professional, journey: Journey) -> None:
    journey.post.deliver()
    karim.page.goto(link_in(journey.post.mails_to(KARIM)[-1]))
    karim.reads("Les horaires ont changé.")
    karim.page.get_by_label("Qu’avez-vous fait").fill("C’est corrigé, merci.")
    karim.press("C’est réglé")
    journey.post.deliver()
    assert "C’est corrigé, merci." in journey.post.mails_to(NADIA)[-1]


def and_the_public_is_led_to_the_door(journey: Journey) -> None:
    """What its own pages say: tests/web/shared/test_directory.py reads them all."""
    stranger = journey.open_window()
    stranger.goto("/extranet/annuaire/")
    assert "/extranet/compte/connexion/" in stranger.url


def when_karim_takes_it_back(karim: Professional) -> None:
    opens_the_directory(karim)
    karim.press("Mes coordonnées")
    karim.press("Ne plus rien montrer")
    karim.page.get_by_text("l’annuaire ne montre plus aucune coordonnée").wait_for()


def then_nadia_no_longer_reads_it(nadia: Professional) -> None:
    opens_the_directory(nadia)
    nadia.page.get_by_label("Nom", exact=True).fill("Haddad")
    nadia.press("Chercher")
    nadia.press("Voir sa fiche")
    assert missing_from(nadia.text, NUMBER, DIRECT) == [NUMBER, DIRECT]


def when_the_charter_of_nadia_ends(journey: Journey) -> None:
    yesterday = journey.clock.now().date() - timedelta(days=1)
    CharterAgreement.objects.filter(structure__name=HERE).update(ends_on=yesterday)


def then_the_directory_does_not_exist_for_her(nadia: Professional) -> None:
    nadia.page.reload()
    assert nadia.title == "Cette page n’existe pas, ou plus"
    nadia.page.goto("/extranet/")
    assert nadia.page.locator("nav").get_by_role("link", name="Annuaire").count() == 0


def opens_the_directory(somebody: Professional) -> None:
    somebody.page.goto("/extranet/")
    with somebody.page.expect_navigation():
        somebody.page.locator("nav").get_by_role("link", name="Annuaire").click()
