"""The demonstration territory, imported once for all these tests, and taken back at the end."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.db import transaction

from boussole.interop.bundles import open_bundle
from boussole.interop.loading import load
from tests.factories import NOW

CONTENT = Path(__file__).resolve().parents[2] / "content"


@pytest.fixture(scope="package")
def loire(django_db_setup, django_db_blocker) -> Iterator[None]:
    """The Loire as an import leaves it: nobody has ever searched."""
    with django_db_blocker.unblock(), transaction.atomic():
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True
        load(open_bundle(CONTENT / "national"), now=NOW)
        load(open_bundle(CONTENT / "demo-loire", CONTENT / "national"), now=NOW)
        yield
        transaction.set_rollback(True)


@pytest.fixture
def in_demo(settings) -> None:
    """What `boussole demo` sets."""
    settings.DEMO = True
