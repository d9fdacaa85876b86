"""What every test has: the embedded database, a frozen clock on request, no network."""

import os

os.environ.setdefault("BOUSSOLE_LOCAL", "1")


def pytest_configure(config):
    from config.embedded_postgres import ensure_started

    ensure_started()


from tests.browser import browser, page  # noqa: E402, F401
