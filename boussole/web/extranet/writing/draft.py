"""The version that somebody writes, with all that its pages need to know."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from django.db.models import F
from django.http import Http404

from boussole.core.verdicts import Verdict
from boussole.offers import policies
from boussole.offers.actions.reviewing import faults_of
from boussole.offers.comparing import LABELS
from boussole.offers.content import ContentFault, OfferContent
from boussole.offers.models import Offer, OfferVersion, ReviewComment
from boussole.partners.models import Structure
from boussole.questionnaires.definition import Definition
from boussole.questionnaires.queries import definition_in_use
from boussole.territories.models import Territory
from boussole.territories.zones import Zone
from boussole.web.extranet.desk import Desk
from boussole.web.extranet.writing.sections import Section, section_of


@dataclass(frozen=True)
class Draft:
    """One version at work, seen from one desk."""

    desk: Desk
    version: OfferVersion

    @property
    def offer(self) -> Offer:
        return self.version.offer

    @property
    def structure(self) -> Structure:
        return self.version.offer.structure

    @cached_property
    def content(self) -> OfferContent:
        return self.version.content

    @cached_property
    def can_save(self) -> Verdict:
        return policies.can_save(self.desk.user, self.version, self.desk.day)

    @cached_property
    def territory(self) -> Territory | None:
        """Where the structure works: its questionnaires and its editorial line."""
        return self.structure.home_territory()

    @cached_property
    def definition(self) -> Definition:
        return definition_in_use(self.content.theme, self.territory)

    @cached_property
    def zone(self) -> Zone:
        """The widest that the offer may serve."""
        return Zone.restored(self.structure.areas)

    @cached_property
    def shared(self) -> frozenset[str]:
        """The parts that follow a template: read here, changed there."""
        return policies.shared_parts(self.offer)

    @cached_property
    def note(self) -> str:
        """What came with the version when the animation sent it back."""
        last = self.version.history.filter(to_status=OfferVersion.Status.SENT_BACK).last()
        return last.note if last else ""

    @cached_property
    def comments(self) -> list[ReviewComment]:
        """What the animation says of passages, what is dealt with last."""
        return list(self.version.comments.order_by(F("done_at").asc(nulls_first=True), "pk"))

    @property
    def asked(self) -> list[tuple[str, ReviewComment]]:
        """The same with the name of the part that each is about."""
        return [(LABELS.get(each.field, "Offre"), each) for each in self.comments]

    @cached_property
    def faults(self) -> list[ContentFault]:
        return faults_of(self.version)

    @property
    def incomplete(self) -> set[Section]:
        """The sections that hold something which blocks."""
        return {section_of(fault.field) for fault in self.faults}


def draft_of(desk: Desk, code: str) -> Draft:
    """The version at work of one of my offers.

    :raises Http404: for somebody else's offer, or when nothing is being written
    """
    rows = OfferVersion.objects.at_work().filter(
        offer__code=code, offer__in=Offer.objects.visible_to(desk.user, desk.day)
    )
    version = rows.select_related(
        "offer__structure", "offer__theme", "offer__category", "offer__followed_by", "author"
    ).first()
    if version is None:
        raise Http404
    return Draft(desk, version)
