"""What every test has: the embedded database, a frozen clock on request, no network."""

import os

import pytest
from django.test import TransactionTestCase
from hypothesis import HealthCheck, settings

from config.embedded_postgres import ensure_started
from tests import rows

os.environ.setdefault("BOUSSOLE_LOCAL", "1")
# On a machine that does something else too, slowness is no fault of the code.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


def pytest_configure(config):
    ensure_started()


@pytest.fixture(scope="session", autouse=True)
def _rows_that_tests_commit_are_taken_away():
    """Our way instead of Django's `flush`: see tests/rows.py."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(TransactionTestCase, "_fixture_teardown", lambda case: rows.take_away())
        yield


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items):
    """The longest first, for two processes to end together; those in a browser last: it keeps an event loop."""

    def turn(item):
        in_a_browser = "driver" in getattr(item, "fixturenames", ()) or item.get_closest_marker("browser")
        return 2 if in_a_browser else 0 if item.get_closest_marker("processes") else 1

    items.sort(key=turn)


from tests.browser import browser, driver, page, whole_browser  # noqa: E402, F401
from tests.proconnect import declared_provider, provider  # noqa: E402, F401
