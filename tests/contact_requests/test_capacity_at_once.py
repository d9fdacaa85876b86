"""Several people fill an offer at the same instant: it is full when it is, and nobody waits in a circle."""

import pytest

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest
from boussole.offers.models import Offer, OfferReach
from tests.at_once import at_once
from tests.factories import NOW
from tests.factories.contact_requests import FilingFactory, draft
from tests.factories.offers import OfferFactory
from tests.factories.territories import TerritoryFactory

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def offers() -> list[Offer]:
    TerritoryFactory()
    return [OfferFactory(capacity=2), OfferFactory(capacity=2)]


def test_two_filings_at_once_fill_it(offers):
    for _ in range(3):  # whichever comes first
        at_once(
            lambda: actions.file(draft(*offers), now=NOW),
            lambda: actions.file(draft(*reversed(offers)), now=NOW),
            in_transactions=True,
        )
        found = Offer.objects.filter(pk__in=[offer.pk for offer in offers])
        assert set(found.values_list("is_full", flat=True)) == {True}
        assert set(OfferReach.objects.filter(offer__in=offers).values_list("is_full", flat=True)) == {True}
        for row in ContactRequest.objects.open():
            actions.withdraw(row, now=NOW)
        assert set(found.values_list("is_full", flat=True)) == {False}


def test_one_leaves_while_another_arrives(offers):
    first = FilingFactory(offers=offers)
    FilingFactory(offers=offers)

    at_once(
        lambda: actions.erase(first, now=NOW),
        lambda: actions.file(draft(*reversed(offers)), now=NOW),
        in_transactions=True,
    )

    assert [(each.contact_requests.open().count(), each.is_full) for each in Offer.objects.all()] == [
        (2, True),
        (2, True),
    ]
