"""Take a version in hand: nobody else changes it, nor its offer, before the transaction ends."""

from __future__ import annotations

from boussole.core.db import locked
from boussole.offers.models import OfferVersion


def in_hand(version: OfferVersion) -> OfferVersion:
    """A fresh copy of a version, with its offer: the offer locked first, then the version, always in this order."""
    offer = locked(version.offer)
    version = locked(version)
    version.offer = offer
    return version
