"""How many open requests an offer holds. It lives here because what counts is requests."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.contact_requests.load import watch_capacity
from boussole.core.db import locked
from boussole.offers import policies, reach
from boussole.offers.models import Offer


@transaction.atomic
def change_capacity(
    offer: Offer, *, capacity: int | None, when_full: Offer.WhenFull, by: User, now: datetime
) -> Offer:
    """Say how many open requests the offer holds (None: no limit) and what happens beyond; true at once."""
    offer = locked(offer)
    policies.can_set_capacity(by, offer, now.date()).require()
    offer.capacity, offer.when_full = capacity, when_full
    offer.save(update_fields=["capacity", "when_full"])
    trail.record(
        "offer.capacity_changed", by=by, on=offer, at=now, capacity=capacity, when_full=str(when_full)
    )
    watch_capacity(offer)
    reach.refresh([offer])
    return offer
