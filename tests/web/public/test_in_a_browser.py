"""What only a browser can tell: assistive technologies, small screens, the back button, what is told to others."""

import pytest
from playwright.sync_api import Page, Route

from boussole.contact_requests import links
from boussole.contact_requests.models import Filing
from tests.browser import accessibility_findings, sideways_scroll, window_on
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory, offer_that_makes_every_question_worth_asking
from tests.factories.questionnaires import (
    CategoryFactory,
    QuestionnaireFactory,
    TerritoryThemeFactory,
    ThemeFactory,
)

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TEXTS = (
    "comment-ca-marche", "mentions-legales", "confidentialite/15-17-ans", "confidentialite/adultes",
    "accessibilite", "plan-du-site", "avant-15-ans", "suivi", "suivi/inconnu-12345", "perdu", "offres/inconnue",
)  # fmt: skip


@pytest.fixture
def loire(transactional_db: None) -> None:
    """A sensitive theme with a few offers, the longest words among them."""
    theme = ThemeFactory(is_sensitive=True)
    TerritoryThemeFactory(theme=theme)
    QuestionnaireFactory(theme=theme)
    offer_that_makes_every_question_worth_asking()
    for number in range(3):
        OfferFactory(
            title=f"Comprendre l’anticonstitutionnellement long parcours numéro {number}",
            category=CategoryFactory(theme=theme),
            place="BOTH",
            is_full=number == 0,
            criteria={"statut": {"only": ["recherche"]}, "age": {"from": 16, "to": 25}},
        )


def press(page: Page, name: str) -> None:
    """The first button or link of the page itself whose name has these words."""
    inside = page.locator("main, .sticky-bar")
    with page.expect_navigation():
        inside.get_by_role("button", name=name).or_(inside.get_by_role("link", name=name)).first.click()


def reach_results(page: Page) -> None:
    page.goto("/communes/?q=saint-etienne")
    press(page, "Saint-Étienne (42")
    page.goto("/themes/emploi/")
    page.get_by_label("Tu as quel âge ?").fill("19")
    press(page, "Continuer")
    page.get_by_text("Je cherche du travail").click()
    press(page, "Continuer")
    press(page, "Continuer")
    press(page, "Continuer")


def judged(page: Page, where: str) -> list[str]:
    wide = sideways_scroll(page)
    too_wide = [f"{where}: {wide} px too wide"] if wide > 0 else []
    return [f"{where}: {finding}" for finding in accessibility_findings(page)] + too_wide


@pytest.mark.parametrize("colours", ["light", "dark"])
def test_the_journey_suits_assistive_technologies_and_a_screen_of_320_px(page, loire, time, colours):
    page.set_viewport_size({"width": 320, "height": 640})
    page.emulate_media(color_scheme=colours)
    findings: list[str] = []

    def look(where: str) -> None:
        findings.extend(judged(page, where))

    page.goto("/")
    page.get_by_label("Tu habites où ?").press_sequentially("saint")
    page.get_by_role("option").first.wait_for()
    look("home, with suggestions")
    page.goto("/communes/?q=saint-etienne")
    look("communes")
    press(page, "Saint-Étienne (42")
    look("themes")
    page.goto("/themes/emploi/")
    press(page, "Continuer")
    look("age, to correct")
    page.get_by_label("Tu as quel âge ?").fill("19")
    press(page, "Continuer")
    look("questions")
    page.get_by_text("Je cherche du travail").click()
    press(page, "Continuer")
    look("one question")
    press(page, "Continuer")
    page.get_by_text("Oui", exact=True).click()
    press(page, "Continuer")
    page.locator("details.given summary").click()
    look("results")
    press(page, "Je veux être contacté·e")
    look("results, one chosen")
    press(page, "En savoir plus")
    look("offer")
    press(page, "Continuer")
    press(page, "Envoyer à")
    look("form, to correct")
    page.get_by_label("Ton numéro de téléphone").fill("06 39 98 12 34")
    page.locator("label", has_text="J’accepte").click()
    time.forward(seconds=30)
    press(page, "Envoyer à")
    look("receipt")
    page.goto("/suivi/")
    look("follow-up")
    press(page, "Corriger mes coordonnées")
    look("correction")
    page.goto("/suivi/annuler/")
    look("withdrawal")

    assert findings == []


def test_the_texts_suit_assistive_technologies_and_a_screen_of_320_px(page, loire, time):
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto("/communes/?q=saint-etienne")
    press(page, "Saint-Étienne (42")
    findings: list[str] = []
    for path in TEXTS:
        page.goto(f"/{path}/")
        findings.extend(judged(page, path))

    assert findings == []


def test_a_keyboard_is_enough_to_choose_a_commune_and_to_answer(page, loire, time):
    keys = page.keyboard
    page.goto("/")
    page.get_by_label("Tu habites où ?").focus()
    keys.type("saint etienne")
    page.get_by_role("option").first.wait_for()
    keys.press("ArrowDown")
    keys.press("Enter")
    assert page.get_by_label("Tu habites où ?").input_value().startswith("Saint-Étienne (42")
    with page.expect_navigation():
        keys.press("Enter")
    page.goto("/themes/emploi/")
    page.get_by_label("Tu as quel âge ?").focus()
    keys.type("19")
    with page.expect_navigation():
        keys.press("Enter")
    page.get_by_label("Je suis au lycée").focus()
    keys.press("ArrowDown")
    assert page.get_by_label("Je cherche du travail").is_checked()
    keys.press("Tab")
    keys.press("Space")
    assert page.get_by_label("Un emploi").is_checked()


def test_the_enter_key_sends_the_form_and_removes_nothing(page, loire, time):
    reach_results(page)
    press(page, "Je veux être contacté·e")
    press(page, "Continuer")
    page.locator("label", has_text="J’accepte").click()
    page.get_by_label("Ton numéro de téléphone").fill("06 39 98 12 34")
    time.forward(seconds=30)

    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert page.url.endswith("/ma-demande/envoyee/")
    assert Filing.objects.get().contact_requests.count() == 1


def test_after_leaving_quickly_the_back_button_shows_nothing(whole_browser, live_server, loire, time):
    told: list[str | None] = []

    def elsewhere(route: Route) -> None:
        told.append(route.request.headers.get("referer"))
        route.fulfill(body="<h1>La météo</h1>", content_type="text/html; charset=utf-8")

    with window_on(live_server.url, whole_browser) as page:
        page.route("https://**", elsewhere)
        reach_results(page)

        page.get_by_role("link", name="Quitter vite").click()
        page.get_by_role("heading", name="La météo").wait_for()
        page.go_back()

        assert "services pour toi" not in page.inner_text("body")
        assert set(told) == {None}
        assert [cookie["name"] for cookie in page.context.cookies()] == ["csrftoken"]


def test_from_the_secret_link_one_can_correct_and_withdraw(page, loire, time):
    """Pages that hide where one comes from make browsers hide it from our own forms too: these must work."""
    filing = FilingFactory(offers=[OfferFactory()])
    page.goto(f"/suivi/{links.token_for(filing)}/")
    assert page.url.endswith("/suivi/")

    press(page, "Corriger mes coordonnées")
    page.get_by_label("Nouveau numéro de téléphone").fill("06 39 98 00 09")
    press(page, "Enregistrer")
    filing.refresh_from_db()
    assert filing.phone == "+33639980009"

    press(page, "Annuler cette demande")
    press(page, "Annuler la demande")
    assert filing.contact_requests.get().outcome == "WITHDRAWN"


def test_the_browser_keeps_two_cookies_and_nothing_else(page, loire, time):
    reach_results(page)

    assert {cookie["name"] for cookie in page.context.cookies()} == {"csrftoken", "parcours"}
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
