"""A request is sent somewhere while two records of that structure become one: it goes where the offer went."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from threading import Event

import pytest
from django.db import connections, transaction

from boussole.accounts.models import User
from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.offers.models import Offer
from boussole.partners import actions as partner_actions
from boussole.partners.models import Structure
from tests.factories import NOW
from tests.factories.accounts import MandateFactory
from tests.factories.contact_requests import ContactRequestFactory, draft
from tests.factories.offers import OfferFactory
from tests.factories.partners import ReferentFactory, StructureFactory
from tests.factories.redirections import propose

pytestmark = pytest.mark.django_db(transaction=True)


@dataclass
class Two:
    """Two records of the same body, and the offer of the one that goes."""

    kept: Structure
    gone: Structure
    offer: Offer
    claire: User

    def merge(self) -> None:
        partner_actions.merge(self.kept, self.gone, values={}, by=self.claire, day=NOW.date(), now=NOW)


@pytest.fixture
def two() -> Two:
    kept, gone = StructureFactory(name="PIJ de Firminy"), StructureFactory(name="Point info jeunes Firminy")
    return Two(kept, gone, OfferFactory(structure=gone), MandateFactory().user)


def meanwhile(two: Two, gesture: Callable[[], object]) -> None:
    """This gesture, begun when everything has moved and nothing is committed yet."""
    moved, done = Event(), Event()

    def merge() -> None:
        with transaction.atomic():
            two.merge()
            moved.set()
            assert not done.wait(timeout=0.2), "it did not wait for the merge"
        connections.close_all()

    def act() -> None:
        moved.wait(timeout=5)
        gesture()
        done.set()
        connections.close_all()

    with ThreadPoolExecutor(2) as pool:
        for each in [pool.submit(merge), pool.submit(act)]:
            each.result(timeout=20)


def test_what_is_filed_meanwhile_is_not_left_with_the_record_that_goes(two):
    nadia = ReferentFactory(structure=two.kept).user
    meanwhile(two, lambda: actions.file(draft(two.offer), now=NOW))

    request = ContactRequest.objects.get()
    assert request.structure == two.kept
    assert list(ContactRequest.objects.visible_to(nadia, NOW)) == [request]


def test_a_redirection_proposed_meanwhile_ends_at_the_record_that_stays(two):
    request = ContactRequestFactory(structure=StructureFactory())
    sender = ReferentFactory(structure=request.structure).user
    meanwhile(two, lambda: propose(request, to_offer=two.offer, by=sender))

    assert Redirection.objects.get().to_structure == two.kept


@pytest.mark.django_db
def test_between_the_two_records_it_has_nowhere_to_go(two):
    request = ContactRequestFactory(structure=two.kept)
    redirection = propose(request, to_offer=two.offer)
    two.merge()

    redirection.refresh_from_db()
    request.refresh_from_db()
    assert (redirection.status, request.is_open, request.structure) == ("CANCELLED", True, two.kept)
