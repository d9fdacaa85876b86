"""One version as it is reviewed: what changes, what stays, what could be clearer, who would see it."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import Http404

from boussole.core.verdicts import Verdict
from boussole.offers import policies
from boussole.offers.actions.reviewing import faults_of
from boussole.offers.comparing import LABELS, Difference, differences
from boussole.offers.content import ContentFault, OfferContent, content_from
from boussole.offers.editorial import Remark, line_of, proofread
from boussole.offers.models import Offer, OfferVersion
from boussole.offers.queries import names_of
from boussole.orientation.audience import Audience
from boussole.orientation.queries import audience
from boussole.orientation.queries.audience import questionnaire_of
from boussole.web.animators.desk import Desk
from boussole.web.animators.offers.queue import served_by

Status = OfferVersion.Status


@dataclass(frozen=True)
class Review:
    """Everything that the page of one version shows."""

    version: OfferVersion
    on_line: OfferVersion | None
    changed: list[Difference]
    same: list[Difference]
    remarks: list[tuple[str, Remark]]
    audience: Audience
    faults: list[ContentFault]
    can_publish: Verdict

    @property
    def offer(self) -> Offer:
        return self.version.offer

    @property
    def can_send_back(self) -> bool:
        return self.version.status == Status.SUBMITTED

    @property
    def is_unclaimed(self) -> bool:
        return policies.is_unclaimed(self.version)


def review_of(desk: Desk, code: str) -> Review:
    """The version that waits for the animation.

    :raises Http404: for an offer elsewhere, or one of which nothing waits: its structure may be writing it
    """
    rows = served_by(desk).filter(offer__code=code)
    version = (rows.to_review() | rows.unclaimed() | rows.filter(status=Status.SCHEDULED)).first()
    if version is None:
        raise Http404
    content = version.content
    on_line = version.offer.versions.filter(status=Status.PUBLISHED).first()
    definition = questionnaire_of(version.offer.structure, content.theme)
    before = content_from(on_line.document) if on_line else None
    names = names_of([each for each in (before, content) if each])
    changed = differences(before, content, definition, names) if before else []
    return Review(
        version=version,
        on_line=on_line,
        changed=changed,
        same=_same(content, changed, differences(None, content, definition, names)),
        remarks=[(LABELS[each.field], each) for each in _remarks(version, content)],
        audience=audience(version.offer, content, desk.day, definition=definition),
        faults=faults_of(version),
        can_publish=policies.can_publish(desk.user, version, desk.day),
    )


def _remarks(version: OfferVersion, content: OfferContent) -> list[Remark]:
    return proofread(content, line_of(version.offer.structure))


def _same(content: OfferContent, changed: list[Difference], told: list[Difference]) -> list[Difference]:
    """The parts that both states say alike, told once."""
    moved = {(each.field, each.label) for each in changed}
    return [each for each in told if (each.field, each.label) not in moved]
