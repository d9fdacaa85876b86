"""A real browser for the tests that need one: Chromium, any console error is a failure, axe judges pages."""

import os
import shutil
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
# The level of the law (RGAA follows WCAG 2.1 AA), and axe's own good practices.
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "best-practice"]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, started once for the whole run."""
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("No chromium on this machine: apt-get install chromium.")
    # Playwright keeps an event loop in this thread: Django would believe that it is called from a coroutine.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield chromium
        chromium.close()


@pytest.fixture
def page(browser: Browser, live_server: object) -> Iterator[Page]:
    """A fresh window on the test's own server; what its console complains of fails the test."""
    context = browser.new_context(base_url=str(live_server), locale="fr-FR", timezone_id="Europe/Paris")
    window = context.new_page()
    complaints: list[str] = []
    window.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    window.on("pageerror", lambda error: complaints.append(str(error)))
    yield window
    context.close()
    assert complaints == []


def accessibility_findings(window: Page) -> list[str]:
    """What axe finds on the page shown: one line per element, none when all is well."""
    answer = Axe().run(window, options={"runOnly": RULES})
    return [
        f"{violation['id']}: {node['html'][:160]}"
        for violation in answer.response["violations"]
        for node in violation["nodes"]
    ]


def sideways_scroll(window: Page) -> int:
    """By how many pixels the page is wider than its window."""
    return int(window.evaluate("document.documentElement.scrollWidth - window.innerWidth"))
