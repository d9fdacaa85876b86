"""Change what an offer says wherever it says it: what a template, or an answer of a questionnaire, decides for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from boussole.accounts.models import User
from boussole.core.db import locked, require_transaction
from boussole.offers.actions.publishing import content_of_row, record_published, write_on_row
from boussole.offers.content import OfferContent, document_of
from boussole.offers.models import Offer, OfferVersion

Change = Callable[[OfferContent], OfferContent]


def change_everywhere(
    offer: Offer, change: Change, *, origin: OfferVersion.Origin, by: User, now: datetime
) -> bool:
    """On line at once, as a published version, and in what is being written, whoever has it in hand.

    The caller has locked the offer. An offer that is paused or over changes too, and is not shown for all that; one
    that was never on line has no published version. Tells whether anything changed.
    """
    require_transaction()
    in_draft = _change_at_work(offer, change, now=now)
    content = content_of_row(offer)
    told = change(content)
    if told == content:
        return in_draft
    write_on_row(offer, told)
    if _has_been_on_line(offer):
        record_published(offer, told, by=by, now=now, origin=origin)
    return True


def _change_at_work(offer: Offer, change: Change, *, now: datetime) -> bool:
    found = offer.versions.at_work().first()
    if found is None:
        return False
    version = locked(found)
    document = document_of(change(version.content))
    if document == version.document:
        return False
    version.rewrite(document, at=now)
    return True


def _has_been_on_line(offer: Offer) -> bool:
    if offer.status not in (Offer.Status.DRAFT, Offer.Status.ARCHIVED):
        return True
    return offer.versions.filter(status=OfferVersion.Status.PUBLISHED).exists()
