"""A test finds nothing of the one before it, and what was kept aside comes back as it was."""

import pytest
from django.contrib.contenttypes.models import ContentType
from procrastinate.contrib.django.models import ProcrastinateJob

from boussole.audit.models import Entry
from boussole.contact_requests.models import ContactRequest
from tests import rows
from tests.factories.contact_requests import FilingFactory

pytestmark = pytest.mark.django_db(transaction=True)
FILLED_BY_A_FILING = (ContactRequest, Entry, ProcrastinateJob)


def everything() -> dict[str, list[dict[str, object]]]:
    return {model.__name__: list(model.objects.order_by("pk").values()) for model in FILLED_BY_A_FILING}


def test_everything_is_taken_away_the_trace_and_the_queue_included() -> None:
    FilingFactory()
    assert [name for name, found in everything().items() if not found] == []

    rows.take_away()

    assert [name for name, found in everything().items() if found] == []
    assert ContentType.objects.exists()


def test_what_was_kept_comes_back_as_it_was_and_life_goes_on() -> None:
    FilingFactory()
    before, kept = everything(), rows.Kept()
    kept.keep()
    rows.take_away()

    kept.write_back()

    assert everything() == before
    FilingFactory()
    assert ContactRequest.objects.count() == 2 * len(before["ContactRequest"])
