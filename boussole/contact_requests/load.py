"""How many open requests an offer holds, and what follows when it holds no more (product.md 5.2)."""

from boussole.offers import reach
from boussole.offers.models import Offer


def watch_capacity(offer: Offer) -> None:
    """Say on the offer whether it holds all the open requests it can: it is then shown last, or not at all."""
    if offer.capacity is None and not offer.is_full:
        return
    is_full = offer.capacity is not None and open_requests_of(offer) >= offer.capacity
    if is_full != offer.is_full:
        reach.set_full(offer, is_full)


def open_requests_of(offer: Offer) -> int:
    return offer.contact_requests.open().count()
