"""Every page of both sides, with real content: nothing for axe to say, nothing too wide, nothing left behind.

The console of the window is watched too: a refusal of the Content-Security-Policy, or a file taken from
somebody else, is an error when the window closes.
"""

import pytest
from django.urls import get_resolver
from django.urls.resolvers import URLPattern, URLResolver

from tests.browser import accessibility_findings, breakable_spaces, sideways_scroll
from tests.pages.catalogue import NO_PAGE, PAGES, SIDES, Shown
from tests.pages.stage import NOT_FOUND, SMALLEST, TABLET, Stage

# The world is written once, outside the transaction of each test.
pytestmark = [pytest.mark.browser, pytest.mark.django_db]

# What a browser may keep: the journey, the session, the token of forms, the device, the density,
# the link of a mail (R19, G28).
COOKIES = {"parcours", "sessionid", "csrftoken", "appareil", "affichage", "lien"}
# Head and foot are the same on every page of a side: on a small screen, one page of each shows them to axe.
FRAMES = {side.PAGES[0].name for side in SIDES}
# For those who write pages, and for machines: they have their own tests.
NOT_OF_THE_PRODUCT = {"gallery", "api"}


@pytest.mark.parametrize("shown", PAGES, ids=lambda shown: shown.name)
def test_a_page_suits_everybody(stage: Stage, shown: Shown):
    window = stage.show(shown)
    faults = {"on a large screen": accessibility_findings(window)}

    stage.look(TABLET, "light")
    faults["too wide for a tablet by"] = max(sideways_scroll(window), 0)
    stage.look(SMALLEST, "dark")
    part = "html" if shown.name in FRAMES else "main"
    faults["in the dark, 320 px wide"] = accessibility_findings(window, part)
    faults["too wide by"] = max(sideways_scroll(window), 0)

    faults["spaces that break a line"] = breakable_spaces(window)
    faults["links to nowhere"] = window.locator('a[href=""]').all_inner_texts()
    faults["cookies"] = sorted({cookie["name"] for cookie in window.context.cookies()} - COOKIES)
    faults["left in the browser"] = window.evaluate("localStorage.length + sessionStorage.length")
    assert {name: found for name, found in faults.items() if found} == {}


def test_every_route_has_its_page_in_the_catalogue(stage: Stage):
    shown = {stage.route_of(page) for page in PAGES if page.status != NOT_FOUND}
    routes = set(named_routes(get_resolver().url_patterns))

    assert routes - shown - set(NO_PAGE) == set()
    assert set(NO_PAGE) - routes == set(), "These routes are no more."


def named_routes(patterns: list[URLPattern | URLResolver], namespace: str = "") -> list[str]:
    found: list[str] = []
    for pattern in patterns:
        if isinstance(pattern, URLPattern):
            found.append(f"{namespace}{pattern.name}")
        elif pattern.namespace not in NOT_OF_THE_PRODUCT:
            inner = f"{namespace}{pattern.namespace}:" if pattern.namespace else namespace
            found += named_routes(pattern.url_patterns, inner)
    return found
