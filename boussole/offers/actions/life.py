"""Pause an offer, show it again, end it, put it away. Open requests are untouched: their promise holds.

An end known beforehand is the offer's `valid_until`: nothing has to happen that day.
"""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.mail import outbox
from boussole.offers import policies, reach
from boussole.offers.actions.confirming import renew
from boussole.offers.actions.holding import in_hand
from boussole.offers.actions.publishing import content_of_row
from boussole.offers.actions.writing import create_version
from boussole.offers.models import Offer, OfferVersion

Status = Offer.Status
VersionStatus = OfferVersion.Status


@transaction.atomic
def pause(offer: Offer, *, note: str, by: User, day: date, now: datetime) -> Offer:
    """Show it to nobody for a time, with the reason.

    :raises NotAllowed: for a stranger, or an offer that is not on line
    """
    offer = locked(offer)
    policies.can_pause(by, offer, day).require()
    return _move(offer, Status.PAUSED, note=note, by=by, now=now)


@transaction.atomic
def resume(offer: Offer, *, by: User, day: date, now: datetime) -> Offer:
    """Show it again as it was, after a pause or an end: to show it is to say that it is still true.

    :raises NotAllowed: for a stranger, or an offer whose last day is over
    """
    offer = locked(offer)
    policies.can_resume(by, offer, day).require()
    renew(offer, by=by, now=now)
    return _move(offer, Status.PUBLISHED, by=by, now=now)


@transaction.atomic
def end(offer: Offer, *, note: str, by: User, day: date, now: datetime) -> Offer:
    """It is over: nobody finds it any more, and what was proposed or planned goes back to a draft.

    :raises NotAllowed: for a stranger, or an offer that is no longer on line
    """
    offer = locked(offer)
    policies.can_end(by, offer, day).require()
    _take_in_hand(offer, by=by, now=now)
    return _move(offer, Status.ENDED, note=note, by=by, now=now)


@transaction.atomic
def archive(offer: Offer, *, by: User, day: date, now: datetime) -> Offer:
    """Put away an offer that is over, or that never began; what was being written is dropped, and kept.

    :raises NotAllowed: for a stranger, or an offer that is still on line
    """
    offer = locked(offer)
    policies.can_archive(by, offer, day).require()
    if at_work := _take_in_hand(offer, by=by, now=now):
        _give_up(at_work, by=by, now=now)
    return _move(offer, Status.ARCHIVED, by=by, now=now)


@transaction.atomic
def unarchive(offer: Offer, *, by: User, day: date, now: datetime) -> Offer:
    """Take it out: ended, as it was; a draft again when it was never on line.

    :raises NotAllowed: for a stranger, or an offer that is not archived
    """
    offer = locked(offer)
    policies.can_unarchive(by, offer, day).require()
    if offer.versions.filter(status=VersionStatus.PUBLISHED).exists():
        return _move(offer, Status.ENDED, by=by, now=now)
    create_version(offer, content_of_row(offer), by=by, now=now, origin=OfferVersion.Origin.RESTORED)
    return _move(offer, Status.DRAFT, by=by, now=now)


@transaction.atomic
def drop(version: OfferVersion, *, by: User, day: date, now: datetime) -> Offer:
    """Give up a draft. What is on line stays; an offer that never was is archived, and can come back.

    :raises NotAllowed: for somebody else's draft, or one that is being reviewed
    """
    version = in_hand(version)
    offer = version.offer
    policies.can_drop(by, version, day).require()
    _give_up(version, by=by, now=now)
    if offer.status == Status.DRAFT:
        offer.move_to(Status.ARCHIVED, by=by, at=now)
    return offer


def _move(offer: Offer, status: Offer.Status, *, note: str = "", by: User, now: datetime) -> Offer:
    """One move, its reason and its trace; then the table that matching reads says the same."""
    offer.move_to(status, by=by, at=now, note=note.strip()[:300])
    reach.refresh([offer])
    trail.record("offer.moved", by=by, on=offer, at=now, status=status)
    return offer


def _take_in_hand(offer: Offer, *, by: User, now: datetime) -> OfferVersion | None:
    """The version at work, a draft again if it was proposed or planned: nobody else is to publish it now."""
    version = offer.versions.at_work().first()
    if version is not None and not version.is_writable:
        version.move_to(VersionStatus.DRAFT, by=by, at=now)
        outbox.cancel(about=version, now=now)
    return version


def _give_up(version: OfferVersion, *, by: User, now: datetime) -> None:
    version.move_to(VersionStatus.DROPPED, by=by, at=now)
    trail.record("offer.version_dropped", by=by, on=version.offer, at=now, number=version.number)
