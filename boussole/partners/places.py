"""The places of a body when it leaves the network: those that stand by themselves stay, the others go with it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Exists, OuterRef

from boussole.partners.models import CharterAgreement, Referent, Structure, StructureStep
from boussole.partners.models.structure import StructureQuerySet


@dataclass(frozen=True, slots=True)
class Places:
    """What becomes of each place of a body, by name."""

    leaving: list[Structure]
    staying: list[Structure]  # with a team or a charter of their own: the animation decides for each


def places_when_leaving(body: Structure, now: datetime) -> Places:
    """The places of a body that has not left yet. One query."""
    team = Referent.objects.in_force(now.date()).filter(structure=OuterRef("pk"))
    charters = CharterAgreement.objects.filter(structure=OuterRef("pk"), status__in=CharterAgreement.ALIVE)
    rows = _open_sites(body).annotate(stands=Exists(team) | Exists(charters))
    sites = list(rows.order_by("name", "pk"))
    return Places([each for each in sites if not each.stands], [each for each in sites if each.stands])


def places_to_bring_back(body: Structure) -> list[tuple[Structure, Structure.Status]]:
    """Those that left at the very moment when their body did, the last time, with what they were."""
    left = Structure.Status.LEFT
    last = body.steps.filter(to_status=left).order_by("at", "pk").last()
    if last is None:
        return []
    steps = StructureStep.objects.filter(
        structure__parent=body,
        structure__status=left,
        structure__merged_into=None,
        to_status=left,
        at=last.at,
    )
    rows = steps.select_related("structure").order_by("structure_id")
    return [(each.structure, Structure.Status(each.from_status)) for each in rows]


def _open_sites(body: Structure) -> StructureQuerySet:
    return Structure.objects.filter(parent=body).exclude(status=Structure.Status.LEFT)
