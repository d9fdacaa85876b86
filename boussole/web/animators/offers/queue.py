"""The versions that wait for the animation, as lines of a list."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from boussole.accounts.models import User
from boussole.core.typography import counted
from boussole.offers.actions.reviewing import faults_of
from boussole.offers.comparing import LABELS
from boussole.offers.content import ContentFault, content_from
from boussole.offers.models import Offer, OfferVersion
from boussole.offers.models.version import OfferVersionQuerySet
from boussole.web.animators.desk import Desk

OLD_AFTER = timedelta(days=3)


@dataclass(frozen=True)
class Line:
    """One version that waits."""

    version: OfferVersion
    on_line: dict[str, object] | None  # the document that it would replace
    now: datetime

    @property
    def offer(self) -> Offer:
        return self.version.offer

    @property
    def waits_for(self) -> timedelta:
        return self.now - (self.version.submitted_at or self.version.saved_at)

    @property
    def age(self) -> str:
        """« aujourd’hui », « depuis hier », « depuis 4 jours »."""
        days = self.waits_for.days
        if days < 1:
            return "depuis moins d’un jour"
        return f"depuis {counted(days, 'jour')}"

    @property
    def is_old(self) -> bool:
        return self.waits_for >= OLD_AFTER

    @property
    def is_new(self) -> bool:
        return self.on_line is None

    @property
    def changed_parts(self) -> list[str]:
        """The names of what changes: « Titre », « Critères »."""
        if self.on_line is None:
            return []
        return [LABELS[name] for name in content_from(self.on_line).differing(self.version.content)]

    @cached_property
    def faults(self) -> list[ContentFault]:
        return faults_of(self.version)


def served_by(desk: Desk) -> OfferVersionQuerySet:
    """The versions of the offers that serve this person's territories: the door of every page here."""
    return _of_offers_serving(desk.user, desk)


def listed_for(desk: Desk) -> OfferVersionQuerySet:
    """The same, where the person chose to work: for lists."""
    return _of_offers_serving(desk.lens, desk)


def _of_offers_serving(user: User, desk: Desk) -> OfferVersionQuerySet:
    served = Offer.objects.serving(user, desk.day)
    return OfferVersion.objects.filter(offer__in=served).select_related(
        "offer__structure", "offer__theme", "author"
    )


def lines_of(versions: Iterable[OfferVersion], now: datetime) -> list[Line]:
    """One more query, whatever their number."""
    versions = list(versions)
    published = OfferVersion.objects.filter(
        offer__in=[each.offer_id for each in versions], status=OfferVersion.Status.PUBLISHED
    )
    on_line = dict(published.values_list("offer", "document"))
    return [Line(each, on_line.get(each.offer_id), now) for each in versions]
