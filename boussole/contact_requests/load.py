"""How many open requests an offer holds, and what follows when it holds no more (product.md 5.2)."""

from __future__ import annotations

from collections.abc import Iterable

from boussole.core.db import require_transaction
from boussole.offers import reach
from boussole.offers.models import Offer


def watch_capacity(offer: Offer) -> None:
    """Say on the offer whether it holds all the open requests it can: it is then shown last, or not at all."""
    if not _is_counted(offer):
        return
    hold([offer])
    offer.refresh_from_db(fields=["capacity", "when_full", "is_full"])
    is_full = offer.capacity is not None and open_requests_of(offer) >= offer.capacity
    if is_full != offer.is_full:
        reach.set_full(offer, is_full)


def hold(offers: Iterable[Offer]) -> None:
    """Lock the offers whose requests are counted: of two filings at once, the second counts the first.

    Always in the same order, so that nobody waits in a circle. Without the key: a request that is being
    filed holds the key of its offer, and two of them would wait for each other.
    """
    require_transaction()
    counted = [offer.pk for offer in offers if _is_counted(offer)]
    if counted:
        rows = Offer.objects.select_for_update(no_key=True).filter(pk__in=counted).order_by("pk")
        list(rows.values_list("pk"))


def _is_counted(offer: Offer) -> bool:
    return offer.capacity is not None or offer.is_full


def open_requests_of(offer: Offer) -> int:
    return offer.contact_requests.open().count()
