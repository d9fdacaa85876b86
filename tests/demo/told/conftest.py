"""A small year of life, written once for all these tests."""

from collections.abc import Iterator

import pytest
from django.db import transaction
from django.test import override_settings

from boussole.demo import generating
from boussole.demo.accounts import open_accounts
from boussole.demo.year import Told
from tests.factories import NOW

REQUESTS = 90  # enough for every kind of life, in some seconds


@pytest.fixture(scope="package")
def told(loire, django_db_blocker) -> Iterator[Told]:
    """A small year of life, up to NOW."""
    with django_db_blocker.unblock(), transaction.atomic(), override_settings(DEMO=True):
        transaction.get_connection().atomic_blocks[-1]._from_testcase = True
        open_accounts()
        yield generating.write_year(seed=42, requests=REQUESTS, now=NOW, say=lambda line: None)
        transaction.set_rollback(True)
