"""What the offer said when the request was filed, when it says something else today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from boussole.contact_requests.models import ContactRequest
from boussole.offers.models import OfferVersion


@dataclass(frozen=True, slots=True)
class PromisedText:
    """The words that the young person read, and the day they read them."""

    day: date
    title: str
    summary: str
    description: str


def promised_text(contact_request: ContactRequest) -> PromisedText | None:
    """None while the offer still says the same, and for what was filed before versions were kept.

    The requests of a page come with their `offer` and `offer_version`: nothing is asked again.
    """
    version, offer = contact_request.offer_version, contact_request.offer
    if version is None or version.status == OfferVersion.Status.PUBLISHED:
        return None
    said = version.content
    if (said.title, said.summary, said.description) == (offer.title, offer.summary, offer.description):
        return None
    day = contact_request.day_of(contact_request.filed_at)
    return PromisedText(day, said.title, said.summary, said.description)
