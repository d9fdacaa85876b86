"""Somebody comes into the room: one press, or Escape three times, and nothing personal can be brought back (T8)."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser, Page

from boussole.contact_requests import links
from tests.browser import window_on
from tests.factories.contact_requests import FilingFactory
from tests.factories.offers import OfferFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

OFFER = "Parler de ce qui ne va pas"
OWN_PAGES = ("/suivi/", "/suivi/mes-donnees/", "/suivi/effacer/", "/suivi/pas-moi/", "/suivi/coordonnees/")


@pytest.fixture
def reading(whole_browser: Browser, live_server, transactional_db, time) -> Iterator[Callable[..., Page]]:
    """A young person reads their page; the way out leads to a page of ours, since tests have no network."""
    with ExitStack() as windows:

        def open_page(path: str = "/suivi/", **options: object) -> Page:
            page = windows.enter_context(window_on(live_server.url, whole_browser, **options))
            page.route(
                "https://**",
                lambda route: route.fulfill(
                    body="<h1>La météo</h1>", content_type="text/html; charset=utf-8"
                ),
            )
            filing = FilingFactory(offers=[OfferFactory(title=OFFER)])
            page.goto("/")
            page.goto(f"/suivi/{links.token_for(filing)}/")
            assert OFFER in page.inner_text("body")
            page.goto(path)
            return page

        yield open_page


def nothing_comes_back(page: Page) -> bool:
    page.get_by_role("heading", name="La météo").wait_for()
    page.go_back()
    back = page.inner_text("body")
    page.goto("/suivi/")
    return OFFER not in back and OFFER not in page.inner_text("body")


@pytest.mark.parametrize("scripts", [True, False], ids=["with scripts", "without"])
def test_one_press(reading, scripts):
    page = reading(java_script_enabled=scripts)

    page.get_by_role("link", name="Quitter vite").click()

    assert nothing_comes_back(page)


def test_escape_three_times(reading):
    page = reading()

    for _ in range(3):
        page.keyboard.press("Escape")

    assert nothing_comes_back(page)


def test_escape_twice_closes_what_is_open_and_leaves_nothing(reading):
    page = reading()

    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")

    assert page.url.endswith("/suivi/")


def test_every_page_of_ones_own_has_the_way_out(reading):
    page = reading()

    for path in OWN_PAGES:
        page.goto(path)
        assert page.get_by_role("link", name="Quitter vite").is_visible(), path
