"""Propose a version, read it again, put it on line or send it back."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.offers import policies
from boussole.offers.actions.publishing import publish
from boussole.offers.content import ContentFault, faults
from boussole.offers.models import Offer, OfferVersion
from boussole.territories.zones import Zone

Status = OfferVersion.Status


class Incomplete(MoveRefused):
    """Something that blocks is missing: `faults` says what and where."""

    def __init__(self, found: list[ContentFault]) -> None:
        super().__init__(" ".join(each.message for each in found))
        self.faults = found


def faults_of(version: OfferVersion) -> list[ContentFault]:
    """What keeps this version from being published, in the order of the form."""
    offer, content = version.offer, version.content
    inside = content.areas is None or Zone.parse(content.areas).is_inside(Zone.parse(offer.structure.areas))
    return list(faults(content, contact_emails=offer.contact_emails, zone_is_inside=inside))


@transaction.atomic
def submit(version: OfferVersion, *, by: User, day: date, now: datetime) -> OfferVersion:
    """Propose a version to the animation.

    :raises NotAllowed: for somebody else's version, or one that is not being written
    :raises Incomplete: while something that blocks is missing
    """
    version = _in_hand(version)
    policies.can_save(by, version, day).require()
    _require_complete(version)
    version.move_to(Status.SUBMITTED, by=by, at=now)
    version.submitted_at = now
    version.save(update_fields=["submitted_at"])
    trail.record("offer.submitted", by=by, on=version.offer, at=now, number=version.number)
    return version


@transaction.atomic
def send_back(version: OfferVersion, *, note: str, by: User, day: date, now: datetime) -> OfferVersion:
    """Ask for changes; what is on line stays on line.

    :raises NotAllowed: for somebody who does not run the network there
    :raises MoveRefused: when it is no longer proposed
    """
    version = _in_hand(version)
    policies.can_review(by, version.offer, day).require()
    version.move_to(Status.SENT_BACK, by=by, at=now, note=note)
    trail.record("offer.sent_back", by=by, on=version.offer, at=now, number=version.number)
    return version


@transaction.atomic
def approve(version: OfferVersion, *, by: User, day: date, now: datetime) -> Offer:
    """Put a version on line.

    :raises NotAllowed: for somebody who does not run the network there
    :raises Incomplete: while something that blocks is missing
    :raises MoveRefused: when its state does not allow it
    """
    version = _in_hand(version)
    policies.can_review(by, version.offer, day).require()
    _require_complete(version)
    offer = publish(version, by=by, now=now)
    trail.record("offer.published", by=by, on=offer, at=now, number=version.number)
    return offer


def _in_hand(version: OfferVersion) -> OfferVersion:
    """The offer, then the version, locked: always in this order."""
    offer = locked(version.offer)
    version = locked(version)
    version.offer = offer
    return version


def _require_complete(version: OfferVersion) -> None:
    if found := faults_of(version):
        raise Incomplete(found)
