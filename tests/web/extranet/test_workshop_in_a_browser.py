"""A ready answer chosen with a script, and without."""

import pytest
from playwright.sync_api import Page, expect

from boussole.contact_requests import actions
from tests.browser import window_on
from tests.factories import NOW
from tests.factories.contact_requests import ContactRequestFactory
from tests.factories.partners import ReferentFactory
from tests.journeys.shortcuts import enter_as

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def request_page(hands):
    """The page of a request of Lina, and its reader Nadia, whose structure has an answer ready."""
    nadia = ReferentFactory(structure__name="Le Phare", user__first_name="Nadia")
    row = ContactRequestFactory(structure=nadia.structure, now=NOW)
    text = "Bonjour {prénom}, {moi} de {structure}."
    actions.add_ready_answer(nadia.structure, title="Premier appel", text=text, by=nadia.user, now=NOW)
    return f"/extranet/demandes/{row.public_id}/", nadia.user


def open_as(page: Page, address: str, where) -> None:
    path, user = where
    enter_as(page, address, user)
    page.goto(path)


def test_the_text_comes_at_once_after_what_was_typed(page, live_server, request_page):
    open_as(page, live_server.url, request_page)
    text = page.get_by_label("Ce qui s’est dit")
    text.fill("Message laissé.")

    page.get_by_label("Partir d’une réponse prête").select_option("Premier appel")

    expect(text).to_have_value("Message laissé.\n\nBonjour Lina, Nadia de Le Phare.")
    expect(page.get_by_role("button", name="Reprendre")).to_be_hidden()


def test_without_a_script_a_button_brings_it(browser, live_server, request_page):
    with window_on(live_server.url, browser, java_script_enabled=False) as page:
        open_as(page, live_server.url, request_page)
        page.get_by_label("Partir d’une réponse prête").select_option("Premier appel")
        with page.expect_navigation():
            page.get_by_role("button", name="Reprendre").click()

        expect(page.get_by_label("Ce qui s’est dit")).to_have_value("Bonjour Lina, Nadia de Le Phare.")
