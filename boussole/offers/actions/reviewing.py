"""Propose a version, read it again, put it on line now or on a day to come, or send it back.

What is on line stays on line throughout.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.core.typography import day_in_words
from boussole.mail import outbox
from boussole.offers import emails, policies
from boussole.offers.actions.holding import in_hand
from boussole.offers.actions.publishing import publish
from boussole.offers.content import NAMES, ContentFault, faults
from boussole.offers.models import Offer, OfferVersion, ReviewComment
from boussole.partners.absences import today_at
from boussole.territories.zones import Zone

Status = OfferVersion.Status
FURTHEST = timedelta(days=366)  # a publication planned further is a mistake in the year


class Incomplete(MoveRefused):
    """Something that blocks is missing: `faults` says what and where."""

    def __init__(self, found: list[ContentFault]) -> None:
        super().__init__(" ".join(each.message for each in found))
        self.faults = found


class ChangedSinceRead(MoveRefused):
    """The version says something else than what its reader had on screen."""

    def __init__(self) -> None:
        super().__init__("La structure a changé cette offre depuis votre lecture : relisez-la.")


class NotADayToCome(MoveRefused):
    """A publication is planned on a day to come, within a year."""


@dataclass(frozen=True, slots=True)
class Passage:
    """What a reviewer says of one part, or of some words of it."""

    field: str
    text: str
    quote: str = ""


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
    version = in_hand(version)
    policies.can_save(by, version, day).require()
    _require_complete(version)
    version.move_to(Status.SUBMITTED, by=by, at=now)
    version.submitted_at = now
    version.save(update_fields=["submitted_at"])
    trail.record("offer.submitted", by=by, on=version.offer, at=now, number=version.number)
    emails.tell_submitted(version, by=by, now=now)
    return version


@transaction.atomic
def withdraw(version: OfferVersion, *, by: User, day: date, now: datetime) -> OfferVersion:
    """Take back what was proposed, to go on writing it; whoever was to read it is no longer asked.

    :raises NotAllowed: for somebody else's version, or one that is not in review
    """
    version = in_hand(version)
    policies.can_withdraw(by, version, day).require()
    version.move_to(Status.DRAFT, by=by, at=now)
    outbox.cancel(about=version, now=now)
    trail.record("offer.withdrawn", by=by, on=version.offer, at=now, number=version.number)
    return version


@transaction.atomic
def send_back(
    version: OfferVersion,
    *,
    note: str,
    by: User,
    day: date,
    now: datetime,
    comments: Sequence[Passage] = (),
) -> OfferVersion:
    """Ask for changes, in a word and on passages; what is on line stays on line.

    :raises NotAllowed: for somebody who does not run the network there
    :raises MoveRefused: when it is no longer proposed, or when nothing is said of what to change
    """
    version = in_hand(version)
    policies.can_review(by, version.offer, day).require()
    if not note.strip() and not comments:
        raise MoveRefused("Dites ce qu’il faut reprendre : un mot, ou un commentaire sur un passage.")
    version.move_to(Status.SENT_BACK, by=by, at=now, note=note.strip())
    ReviewComment.objects.bulk_create(
        ReviewComment(
            version=version, field=each.field, quote=each.quote[:300], text=each.text, by=by, at=now
        )
        for each in comments
        if each.field in NAMES and each.text.strip()
    )
    trail.record("offer.sent_back", by=by, on=version.offer, at=now, number=version.number)
    emails.tell_sent_back(version, note=note.strip(), by=by, now=now)
    return version


@transaction.atomic
def resolve_comment(
    comment: ReviewComment, *, is_done: bool = True, by: User, day: date, now: datetime
) -> ReviewComment:
    """Tick what has been dealt with, or untick it: whoever is writing the version.

    :raises NotAllowed: for somebody else's version, or one that is not being written
    """
    version = in_hand(comment.version)
    policies.can_save(by, version, day).require()
    comment = locked(comment)
    comment.done_at = (comment.done_at or now) if is_done else None
    comment.save(update_fields=["done_at"])
    return comment


@transaction.atomic
def approve(
    version: OfferVersion,
    *,
    by: User,
    day: date,
    now: datetime,
    publish_on: date | None = None,
    seen: int | None = None,
) -> Offer:
    """Put a version on line, now or on the day given: `scheduling.publish_due` does it then.

    `seen` is `version.saves` as the reader's page had it: what goes on line is what was read.

    :raises NotAllowed: for somebody who does not run the network there, or what nobody proposed
    :raises ChangedSinceRead: when it was taken back, changed and proposed again meanwhile
    :raises Incomplete: while something that blocks is missing
    :raises NotADayToCome: for a day that is over, or further than a year
    :raises MoveRefused: when its state does not allow it
    """
    version = in_hand(version)
    policies.can_publish(by, version, day).require()
    if seen not in (None, version.saves):
        raise ChangedSinceRead
    _require_complete(version)
    if publish_on is not None and publish_on != today_at(version.offer.structure, now):
        return _schedule(version, publish_on, by=by, now=now)
    return put_on_line(version, by=by, now=now)


def put_on_line(version: OfferVersion, *, by: User | None, now: datetime) -> Offer:
    """Publish a version that is complete, say it in the trace and to its people. The caller has it in hand."""
    offer = publish(version, by=by, now=now)
    trail.record("offer.published", by=by, on=offer, at=now, number=version.number)
    emails.tell_published(version, by=by, now=now)
    return offer


@transaction.atomic
def cancel_schedule(version: OfferVersion, *, by: User, day: date, now: datetime) -> OfferVersion:
    """Call off a publication to come: the version is a draft again.

    :raises NotAllowed: for somebody who neither writes nor reviews it, or when nothing is planned
    """
    version = in_hand(version)
    policies.can_cancel_schedule(by, version, day).require()
    version.move_to(Status.DRAFT, by=by, at=now)
    trail.record("offer.schedule_cancelled", by=by, on=version.offer, at=now, number=version.number)
    return version


def _schedule(version: OfferVersion, publish_on: date, *, by: User, now: datetime) -> Offer:
    today = today_at(version.offer.structure, now)
    if publish_on < today:
        raise NotADayToCome(
            f"Le {day_in_words(publish_on, year=True)} est passé : choisissez un jour à venir."
        )
    if publish_on > today + FURTHEST:
        raise NotADayToCome("Choisissez un jour dans les douze mois qui viennent.")
    version.publish_on = publish_on
    version.save(update_fields=["publish_on"])
    version.move_to(Status.SCHEDULED, by=by, at=now)
    trail.record("offer.scheduled", by=by, on=version.offer, at=now, number=version.number, day=publish_on)
    emails.tell_scheduled(version, by=by, now=now)
    return version.offer


def _require_complete(version: OfferVersion) -> None:
    if found := faults_of(version):
        raise Incomplete(found)
