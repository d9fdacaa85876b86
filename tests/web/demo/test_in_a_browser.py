"""The pages of the demo in a real browser, on a phone and on a desk."""

from datetime import timedelta

import pytest

from boussole.core import clock
from boussole.demo import lina
from tests.browser import accessibility_findings, sideways_scroll
from tests.factories.contact_requests import FilingFactory

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def story(demo, people, live_server, settings):
    """Lina's request, and the two messages that it caused."""
    settings.PUBLIC_ORIGIN = live_server.url
    return FilingFactory(key=lina.KEY, email="", now=clock.now() - timedelta(hours=3))


@pytest.mark.parametrize("width", [320, 1280])
def test_pages_are_accessible_at_any_width(story, page, width):
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("/demo/", "/demo/messages/"):
        page.goto(path)
        assert accessibility_findings(page) == []
        assert sideways_scroll(page) <= 0
    for subject in ("Ta demande est bien partie", "Une demande à rappeler"):
        page.goto("/demo/messages/")
        page.get_by_role("link", name=subject).click()
        page.wait_for_selector("h1:not(:has-text('Les messages'))")
        assert accessibility_findings(page) == []
        assert sideways_scroll(page) <= 0


def test_one_is_lina_then_nadia_and_time_passes(story, page):
    page.goto("/demo/messages/?voie=SMS")
    page.locator(".inbox__subject").click()
    page.locator(".handset__bubble a").click()
    page.wait_for_url("**/suivi/")

    page.get_by_role("link", name="Personnages et horloge").click()
    page.get_by_role("button", name="Être Nadia").click()
    page.wait_for_url("**/extranet/")
    assert "Vous êtes Nadia Belkacem" in page.inner_text("main")

    page.get_by_role("link", name="Personnages et horloge").click()
    page.get_by_role("button", name="+ 1 semaine").click()
    page.wait_for_url("**/demo/#horloge")
    assert "dont une de Lina" in page.inner_text("main")
    assert "7 jours d’avance" in page.inner_text("main").replace("\u00a0", " ")
