"""A real browser for the tests that need one: Chromium, any console error is a failure, axe judges pages."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Request, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The headless shell draws the same pages for two thirds of the work: no window, no interface around the page. It
# never ends the answer that clears what a site left behind (Clear-Site-Data): Chromium itself is asked there.
WHOLE, LIGHT = "chromium", "chromium-headless-shell"
# The level of the law (RGAA follows WCAG 2.1 AA), and axe's own good practices. What takes time and changes
# no answer is left out: style sheets read again (`preload`), paths to elements that we show by their source.
AXE = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"],
    "resultTypes": ["violations"],
    "preload": False,
    "selectors": False,
}


@pytest.fixture(scope="session")
def driver() -> Iterator[Playwright]:
    """What starts browsers, once for the whole run."""
    # Playwright keeps an event loop in this thread: Django would believe that it is called from a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        yield playwright


@pytest.fixture(scope="session")
def browser(driver: Playwright) -> Iterator[Browser]:
    """The lighter browser where there is one."""
    yield from _started(driver, LIGHT, WHOLE)


@pytest.fixture(scope="session")
def whole_browser(driver: Playwright) -> Iterator[Browser]:
    """Chromium itself, as young people have it."""
    yield from _started(driver, WHOLE)


def _started(driver: Playwright, *programs: str) -> Iterator[Browser]:
    program = next(filter(None, map(shutil.which, programs)), None)
    if program is None:
        pytest.skip(f"No browser on this machine: apt-get install {programs[-1]}.")
    chromium = driver.chromium.launch(executable_path=program, args=FLAGS)
    yield chromium
    chromium.close()


@pytest.fixture
def page(browser: Browser, live_server: object) -> Iterator[Page]:
    """A fresh window on the test's own server; what its console complains of fails the test."""
    with window_on(str(live_server), browser) as window:
        yield window


@contextmanager
def window_on(address: str, browser: Browser, **options: Any) -> Iterator[Page]:
    """A window with its own cookies, on the server at this address. At the end it must have nothing to complain of.

    An error of a script, a refusal of the Content-Security-Policy or a file taken from somebody else fails
    the test. A page that answers 404 on purpose does not, nor what a page of somebody else takes (ProConnect's).
    """
    context = browser.new_context(
        base_url=address, **{"locale": "fr-FR", "timezone_id": "Europe/Paris", **options}
    )
    complaints: list[str] = []
    pages: set[str] = set()

    def noted(request: Request) -> None:
        if request.is_navigation_request():
            pages.add(request.url)
        elif request.frame.url.startswith("http") and not request.frame.url.startswith(address):
            return
        elif not request.url.startswith((address, "data:", "blob:")):
            complaints.append(f"{request.frame.url} takes from somebody else: {request.url}")

    def heard(message: ConsoleMessage) -> None:
        is_of_the_page_itself = message.text.startswith("Failed to load") and message.location["url"] in pages
        if message.type == "error" and not is_of_the_page_itself:
            complaints.append(f"{message.page.url if message.page else ''}: {message.text}")

    context.on("request", noted)
    context.on("console", heard)
    context.on("weberror", lambda error: complaints.append(str(error.error)))
    yield context.new_page()
    context.close()
    if complaints:
        pytest.fail("The window complains:\n" + "\n".join(complaints))


def accessibility_findings(window: Page, within: str = "html") -> list[str]:
    """What axe finds on the page shown, or in this part of it: one line per element, none when all is well."""
    if not window.evaluate("'axe' in window"):
        window.evaluate(Axe().axe_script)
    found = window.evaluate("([part, options]) => axe.run(part, options)", [within, AXE])
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


# Typed texts and code keep their own spaces.
_BREAKABLE_SPACES = """() => {
  const found = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const text = texts.currentNode.data, at = text.search(/(^|\\S) [:;!?»](?=[\\s).,]|$)|« /);
    if (at >= 0 && !texts.currentNode.parentElement.closest("script, style, code, pre, kbd, textarea"))
      found.push(text.slice(Math.max(at - 20, 0), at + 20).trim());
  }
  return found;
}"""


def breakable_spaces(window: Page) -> list[str]:
    """Where a line of this page could begin with « : », « ? » and their like, or end with the sign that opens."""
    found: list[str] = window.evaluate(_BREAKABLE_SPACES)
    return found


def sideways_scroll(window: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(window.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
