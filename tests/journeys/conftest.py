"""What journeys share: the demonstration territory, a clock, a post office, and as many windows as people."""

import os
from collections.abc import Callable, Generator, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.utils.text import slugify
from playwright.sync_api import Browser, Page

from boussole.core import clock as product_clock
from boussole.interop.bundles import CheckedBundle, open_bundle
from boussole.interop.loading import load
from tests.browser import window_on
from tests.factories import NOW
from tests.journeys.clock import Clock
from tests.journeys.post_office import PostOffice, post_office
from tests.journeys.young_person import YoungPerson
from tests.rows import Kept

CONTENT = Path(__file__).resolve().parents[2] / "content"
# `RECORD=1 make test ARGS=tests/journeys` keeps what the browser saw: playwright show-trace .shots/traces/….zip
TRACES = Path(__file__).resolve().parents[2] / ".shots" / "traces" if os.environ.get("RECORD") else None

Opener = Callable[..., Page]


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """When a journey fails, say what was on each screen."""
    report = yield
    if report.when == "call" and report.failed:
        for window in getattr(item, "windows", ()):
            report.sections.append((f"On the screen, at {window.url}", window.inner_text("body")))
    return report


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """The time of the product, in the hands of the test."""
    clock = Clock()
    monkeypatch.setattr(product_clock, "now", clock.now)
    return clock


@pytest.fixture(scope="session")
def content() -> tuple[CheckedBundle, CheckedBundle]:
    """The national questionnaires and the demonstration territory, read once."""
    national = CONTENT / "national"
    return open_bundle(national), open_bundle(CONTENT / "demo-loire", national)


@pytest.fixture(scope="session")
def kept_loire() -> Kept:
    """The rows of the Loire, once a journey has had them imported."""
    return Kept()


@pytest.fixture
def loire(
    transactional_db: None, clock: Clock, content: tuple[CheckedBundle, CheckedBundle], kept_loire: Kept
) -> tuple[CheckedBundle, CheckedBundle]:
    """The Loire as the demo has it: five themes, thirty structures, their offers, their people."""
    if kept_loire:
        kept_loire.write_back()
    else:
        for bundle in content:
            load(bundle, now=NOW)
        kept_loire.keep()
    return content


@pytest.fixture
def post(settings, live_server, transactional_db: None) -> Iterator[PostOffice]:
    """Messages leave for servers of ours; their links lead to the server of the test."""
    settings.PUBLIC_ORIGIN = live_server.url
    with post_office(settings) as office:
        yield office


@pytest.fixture
def open_window(
    browser: Browser, live_server, transactional_db: None, request: pytest.FixtureRequest
) -> Iterator[Opener]:
    """`open_window(width=360, java_script_enabled=False)`: another person, or another device."""
    opened: list[Page] = []
    request.node.windows = opened
    with ExitStack() as windows:

        def open_window(*, width: int = 1280, **options: object) -> Page:
            size = {"width": width, "height": 800}
            window = windows.enter_context(window_on(live_server.url, browser, viewport=size, **options))
            window.set_default_timeout(10_000)
            opened.append(window)
            if TRACES:
                windows.enter_context(_recorded(window, f"{slugify(request.node.name)}-{len(opened)}"))
            return window

        yield open_window


class _recorded:
    """Keeps a trace of a window: every step, what was on the page, the network."""

    def __init__(self, window: Page, name: str) -> None:
        self.context = window.context
        self.name = name

    def __enter__(self) -> None:
        self.context.tracing.start(screenshots=True, snapshots=True)

    def __exit__(self, *failure: object) -> None:
        assert TRACES is not None
        self.context.tracing.stop(path=TRACES / f"{self.name}.zip")


@pytest.fixture
def lina(loire: object, open_window: Opener, clock: Clock) -> YoungPerson:
    """A young person, her phone, and the Loire around her."""
    return YoungPerson(open_window(width=360), clock)
