"""« Qui verra cette offre ? », for the panel beside the form."""

from __future__ import annotations

from datetime import date

from boussole.offers.content import OfferContent
from boussole.offers.models import Offer
from boussole.orientation.audience import Audience


def audience(offer: Offer, content: OfferContent, day: date) -> Audience:
    """Who would see this offer if it said that. Four queries at most, whatever the number of searches.

    Searches are those of the twelve months before `day`, on the theme of the content, in the zone of the structure.
    """
    raise NotImplementedError
