"""Make an offer from another, or from what it said before. What was written is never overwritten."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.offers import policies
from boussole.offers.actions.publishing import content_of_row
from boussole.offers.actions.writing import create_draft, create_version
from boussole.offers.content import OfferContent
from boussole.offers.models import Offer, OfferVersion
from boussole.offers.template_parts import with_shared_parts
from boussole.partners.models import Structure
from boussole.questionnaires.models import Category

Origin = OfferVersion.Origin
COPY = " (copie)"
LONGEST_TITLE = 120


class AnotherAtWork(MoveRefused):
    """A version is being written or reviewed: `version`. Only one is, for each offer."""

    def __init__(self, version: OfferVersion) -> None:
        super().__init__(
            f"La version {version.number} est « {version.get_status_display()} » : "
            "publiez-la ou abandonnez-la, puis reprenez celle-ci."
        )
        self.version = version


@transaction.atomic
def duplicate(offer: Offer, structure: Structure, *, by: User, day: date, now: datetime) -> OfferVersion:
    """A new draft that says the same, for the same structure or for another of the person's.

    :raises NotAllowed: unless the person answers for both structures
    """
    offer = locked(offer)
    policies.can_duplicate(by, offer, structure, day).require()
    at_home = offer.structure_id == structure.pk
    content = _for_the_same(offer, day) if at_home else _for_another(offer, structure, day)
    version = create_draft(structure, content, by=by, now=now, origin=Origin.COPIED)
    if at_home:
        copy = version.offer
        copy.contact_emails, copy.capacity, copy.when_full = (
            offer.contact_emails,
            offer.capacity,
            offer.when_full,
        )
        copy.save(update_fields=["contact_emails", "capacity", "when_full"])
    return version


@transaction.atomic
def restore(version: OfferVersion, *, by: User, day: date, now: datetime) -> OfferVersion:
    """A new draft that says what this version of the past said; the history keeps both.

    A copy that follows its template takes back its own parts only.

    :raises NotAllowed: for a stranger, or a version that is not of the past
    :raises AnotherAtWork: while another version is being written or reviewed
    """
    offer = locked(version.offer)
    version.offer = offer
    policies.can_restore(by, version, day).require()
    at_work = offer.versions.at_work().first()
    if at_work is not None:
        raise AnotherAtWork(at_work)
    content = version.content
    if offer.follows_template:
        content = with_shared_parts(content, content_of_row(offer))
    if not Category.objects.filter(theme=offer.theme, code=content.category).exists():
        content = replace(content, category=offer.category.code)  # it has gone since
    return create_version(offer, content, by=by, now=now, origin=Origin.RESTORED)


def _for_the_same(offer: Offer, day: date) -> OfferContent:
    """All of it, under a name that one tells apart; without dates that are over."""
    content = _without_past_dates(content_of_row(offer), day)
    return replace(content, title=content.title[: LONGEST_TITLE - len(COPY)] + COPY)


def _for_another(offer: Offer, structure: Structure, day: date) -> OfferContent:
    """What it says, without what belongs to the first place; the other one declares that it is free."""
    content = _without_past_dates(content_of_row(offer), day)
    return replace(
        content,
        address="",
        opening_hours="",
        phone="",
        areas=None,
        sites=(),
        promised_days=structure.default_promised_days,
        is_free=False,
    )


def _without_past_dates(content: OfferContent, day: date) -> OfferContent:
    over = content.valid_until is not None and content.valid_until < day
    return replace(
        content,
        valid_from=None if over else content.valid_from,
        valid_until=None if over else content.valid_until,
        periods=tuple(each for each in content.periods if each.ends_on >= day),
    )
