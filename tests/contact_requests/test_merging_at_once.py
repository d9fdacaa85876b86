"""A young person files while two records of a structure become one: the request goes where the offer went."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connections, transaction

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest
from boussole.partners import actions as partner_actions
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import draft
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_filed_meanwhile_is_not_left_with_the_record_that_goes():
    claire = MandateFactory().user
    kept, gone = StructureFactory(name="PIJ de Firminy"), StructureFactory(name="Point info jeunes Firminy")
    nadia = ReferentFactory(structure=kept).user
    offer = OfferFactory(structure=gone)
    moved, filed = Event(), Event()

    def merge() -> None:
        with transaction.atomic():
            partner_actions.merge(kept, gone, values={}, by=claire, day=NOW.date(), now=NOW)
            moved.set()
            filed.wait(timeout=1)  # not committed yet; nobody can wait for longer than the form does
        connections.close_all()

    def file() -> None:
        moved.wait(timeout=5)
        actions.file(draft(offer), now=NOW)
        filed.set()
        connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        began = time.monotonic()
        for each in [pool.submit(merge), pool.submit(file)]:
            each.result(timeout=20)

    assert time.monotonic() - began < 10
    request = ContactRequest.objects.get()
    assert request.structure == kept
    assert list(ContactRequest.objects.visible_to(nadia, NOW)) == [request]
