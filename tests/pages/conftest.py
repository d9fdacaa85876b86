"""One world for a whole module: pages are only looked at, hardly anything is written."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.db import connections
from playwright.sync_api import Browser
from pytest_django.live_server_helper import LiveServer
from pytest_django.plugin import DjangoDbBlocker

from boussole.core import clock as product_clock
from tests import rows
from tests.browser import window_on
from tests.journeys.clock import Clock
from tests.pages.stage import Stage
from tests.pages.world import build_world
from tests.pages.world.proconnect import ISSUER


@pytest.fixture(scope="module")
def stage(browser: Browser, django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Stage]:
    """Every page can be shown on it. Emptied at the end of the module, as after any other test."""
    with django_db_blocker.unblock(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(product_clock, "now", Clock().now)
        patch.setattr(settings, "PUBLIC_ORIGIN", "https://boussole.example.org")  # as pictures should show it
        # The button of ProConnect is where it would be; nobody presses it here.
        patch.setattr(settings, "PROCONNECT_ISSUER", ISSUER)
        patch.setattr(settings, "PROCONNECT_CLIENT_ID", "boussole")
        patch.setattr(settings, "PROCONNECT_CLIENT_SECRET", "secret")
        # The threads of the server end after us: none may keep a connection to a database about to be dropped.
        patch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)
        world = build_world()
        server = LiveServer("localhost")
        try:
            with window_on(server.url, browser) as window:
                yield Stage(world, server.url, window)
        finally:
            server.stop()
            rows.take_away()
