"""What a load would do, record by record, before anything is written: the dry run is the plan itself.

Three texts are compared: what the source says now, what it said at the last load, and what stands here. Where the
last two differ, somebody wrote: the source proposes there, and never overwrites.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from hashlib import sha256
from typing import Any

from boussole.core.typography import alphabetical
from boussole.interop.data_inclusion.mapping import content_of, structure_values
from boussole.interop.data_inclusion.records import ServiceRecord, StructureRecord
from boussole.interop.data_inclusion.selection import Extract, Kept, Selected
from boussole.interop.models import SourceRecord
from boussole.offers.actions.publishing import content_of_row
from boussole.offers.content import OfferContent, content_from, document_of
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Structure
from boussole.territories.geography import geography


class Fate(StrEnum):
    """What becomes of one record."""

    NEW = "new"
    JOINED = (
        "joined"  # a structure that is here already, under the same name in the same commune: never twice
    )
    SAME = "same"
    UPDATED = "updated"  # nobody wrote here since: it follows the source
    PROPOSED = "proposed"  # somebody did: the next version is proposed as a draft
    BY_HAND = (
        "by_hand"  # somebody did, and has a version at work, or answers for the structure: told, not done
    )
    GONE = "gone"  # the source has it no more: told, nothing is removed


@dataclass(frozen=True, slots=True)
class Difference:
    """One part that the source says differently since the last load."""

    field: str
    before: Any
    after: Any


@dataclass(slots=True)
class StructureStep:
    """What becomes of one structure."""

    record: StructureRecord
    values: dict[str, Any]
    fate: Fate
    known: SourceRecord | None = None
    differences: list[Difference] = field(default_factory=list)
    joined: Structure | None = None


@dataclass(slots=True)
class OfferStep:
    """What becomes of one service."""

    record: ServiceRecord
    content: OfferContent
    fate: Fate
    known: SourceRecord | None = None
    differences: list[Difference] = field(default_factory=list)
    merged: OfferContent | None = None  # what to write, when somebody wrote here


@dataclass(slots=True)
class Plan:
    """Every step, structures with their services in the order of the file."""

    structures: list[StructureStep] = field(default_factory=list)
    offers: dict[str, list[OfferStep]] = field(default_factory=dict)  # by id of structure
    gone: list[SourceRecord] = field(default_factory=list)

    def count(self, fate: Fate) -> tuple[int, int]:
        """How many structures and how many services have this fate."""
        if fate == Fate.GONE:
            of_offers = sum(1 for record in self.gone if record.offer_id)
            return len(self.gone) - of_offers, of_offers
        steps = [step for steps in self.offers.values() for step in steps]
        return (
            sum(1 for step in self.structures if step.fate == fate),
            sum(1 for step in steps if step.fate == fate),
        )

    @property
    def changes_nothing(self) -> bool:
        """Whether a load would write nothing new."""
        return all(
            self.count(fate) == (0, 0)
            for fate in (Fate.NEW, Fate.JOINED, Fate.UPDATED, Fate.PROPOSED, Fate.GONE)
        )


def plan_of(
    extract: Extract, selected: Selected, *, departement: str, statuses: Mapping[str, frozenset[str]]
) -> Plan:
    """Compare what was chosen with what was loaded before. A few queries, whatever the number of records."""
    plan = Plan()
    of_structures, of_offers = _known(selected)
    namesakes = _namesakes(departement)
    # All the services of a structure say where it works, chosen or not: another choice must change nothing.
    services: dict[str, list[ServiceRecord]] = defaultdict(list)
    for service in extract.services:
        services[service.structure].append(service)
    for record in selected.structures:
        values = structure_values(record, services[record.id])
        namesake = namesakes.get((alphabetical(values["name"]), values["commune"]))
        plan.structures.append(_structure_step(record, values, of_structures.get(record.id), namesake))
        plan.offers[record.id] = []
    for kept in selected.kept:
        step = _offer_step(kept, content_of(kept, statuses), of_offers.get(kept.service.id))
        plan.offers[kept.structure.id].append(step)
    plan.gone = _gone(extract, departement)
    return plan


def _gone(extract: Extract, departement: str) -> list[SourceRecord]:
    """What was loaded here and is no more in the files, whatever was chosen today."""
    rows = SourceRecord.objects.filter(departement=departement, gone_at__isnull=True)
    of_structures = rows.filter(structure__isnull=False).exclude(source_id__in=list(extract.structures))
    of_offers = rows.filter(offer__isnull=False).exclude(
        source_id__in=[service.id for service in extract.services]
    )
    return [
        *of_structures.select_related("structure").order_by("pk"),
        *of_offers.select_related("offer__structure").order_by("pk"),
    ]


def hash_of(document: Mapping[str, Any]) -> str:
    """The fingerprint of what a source says: equal when it says the same."""
    return sha256(json.dumps(document, sort_keys=True).encode()).hexdigest()


def _known(selected: Selected) -> tuple[dict[str, SourceRecord], dict[str, SourceRecord]]:
    """What was loaded before, by id: structures, then offers with all that comparing them reads."""
    ids = [each.service.id for each in selected.kept] + [each.id for each in selected.structures]
    rows = SourceRecord.objects.filter(source_id__in=ids)
    of_structures = rows.filter(structure__isnull=False).select_related("structure")
    of_offers = rows.filter(offer__isnull=False).select_related(
        "offer__structure", "offer__theme", "offer__category"
    )
    of_offers = of_offers.prefetch_related(
        "offer__versions", "offer__criteria", "offer__periods", "offer__sites"
    )
    return (
        {row.source_id: row for row in of_structures},
        {row.source_id: row for row in of_offers},
    )


def _namesakes(departement: str) -> dict[tuple[str, str], Structure]:
    """The structures of the département that came otherwise, by name and commune: partners, prospects of a sheet."""
    communes = geography().communes_of(f"departement:{departement}")
    rows = Structure.objects.filter(commune__in=communes, source_records__isnull=True)
    return {(alphabetical(row.name), row.commune): row for row in rows.order_by("-pk")}


def _structure_step(
    record: StructureRecord, values: dict[str, Any], known: SourceRecord | None, namesake: Structure | None
) -> StructureStep:
    if (known is None or known.structure is None) and namesake is not None:
        return StructureStep(record, values, Fate.JOINED, joined=namesake)
    if known is None or known.structure is None:
        return StructureStep(record, values, Fate.NEW)
    differences = _differing(known.document, values)
    if not differences:
        return StructureStep(record, values, Fate.SAME, known)
    here = known.structure
    is_ours = here.status == Structure.Status.PROSPECT and all(
        getattr(here, each.field) == each.before for each in differences
    )
    return StructureStep(record, values, Fate.UPDATED if is_ours else Fate.BY_HAND, known, differences)


def _offer_step(kept: Kept, content: OfferContent, known: SourceRecord | None) -> OfferStep:
    if known is None or known.offer is None:
        return OfferStep(kept.service, content, Fate.NEW)
    document = document_of(content)
    differences = _differing(known.document, document)
    if not differences:
        return OfferStep(kept.service, content, Fate.SAME, known)
    step = OfferStep(kept.service, content, Fate.BY_HAND, known, differences)
    loaded = content_from(known.document)
    at_work = next((v for v in known.offer.versions.all() if v.status in OfferVersion.AT_WORK), None)
    if at_work is not None and at_work.document == known.document and _is_untouched(known.offer):
        step.fate, step.merged = Fate.UPDATED, content
    elif at_work is None and known.offer.status != Offer.Status.ARCHIVED:
        here = content_of_row(known.offer)
        step.merged = _merged(here, loaded, content, [each.field for each in differences])
        step.fate = Fate.PROPOSED if step.merged != here else Fate.BY_HAND
    return step


def _is_untouched(offer: Offer) -> bool:
    """A draft that nobody has proposed or reviewed yet; the caller sees that it says what was loaded."""
    versions = list(offer.versions.all())
    return (
        offer.status == Offer.Status.DRAFT
        and len(versions) == 1
        and versions[0].status == OfferVersion.Status.DRAFT
    )


def _merged(here: OfferContent, loaded: OfferContent, now: OfferContent, changed: list[str]) -> OfferContent:
    """What stands here, with what the source changed where nobody wrote. Theme and category stay ours."""
    follows = {
        name: getattr(now, name)
        for name in changed
        if name not in ("theme", "category") and getattr(here, name) == getattr(loaded, name)
    }
    return replace(here, **follows)


def _differing(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Difference]:
    names = [name for name in after if before.get(name) != after[name]]
    return [Difference(name, before.get(name), after[name]) for name in names]
