"""Do what the plan says: prospects, drafts, and where each came from. A structure and its services at a time.

Each structure is one transaction: a load that is cut is taken up where it stood, since a second load of the same
records changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.interop.data_inclusion.planning import Fate, OfferStep, Plan, StructureStep, hash_of
from boussole.interop.data_inclusion.records import ServiceRecord, StructureRecord
from boussole.interop.models import SourceRecord
from boussole.offers.actions.publishing import write_on_row
from boussole.offers.actions.writing import create_draft, create_version
from boussole.offers.content import OfferContent, document_of
from boussole.offers.models import OfferVersion
from boussole.partners.actions import add_prospect
from boussole.partners.models import Structure

LOADED = OfferVersion.Origin.LOADED
LONGEST_LINK = 500


def carry_out(
    plan: Plan,
    *,
    departement: str,
    by: User,
    now: datetime,
    progress: Callable[[float], None] = lambda share: None,
) -> None:
    """Write everything that the plan does by itself; what is to be done by hand is left."""
    for done, step in enumerate(plan.structures, start=1):
        with transaction.atomic():
            structure = _write_structure(step, departement, by, now)
            for offer_step in plan.offers[step.record.id]:
                _write_offer(offer_step, structure, departement, by, now)
        progress(done / len(plan.structures))
    if plan.gone:
        SourceRecord.objects.filter(pk__in=[record.pk for record in plan.gone]).update(gone_at=now)


def _write_structure(step: StructureStep, departement: str, by: User, now: datetime) -> Structure:
    if step.known is None or step.known.structure is None:
        structure = step.joined or add_prospect(step.values, by=by, now=now)
        _remember(step.record, step.values, departement, now, structure=structure)
        return structure
    structure = step.known.structure
    if step.fate == Fate.UPDATED:
        structure = locked(structure)
        for each in step.differences:
            setattr(structure, each.field, each.after)
        structure.save(update_fields=[each.field for each in step.differences])
        trail.record("structure.updated_from_source", by=by, on=structure, at=now)
    _see_again(step.known, step.record, step.values, step.fate, now)
    return structure


def _write_offer(step: OfferStep, structure: Structure, departement: str, by: User, now: datetime) -> None:
    document = document_of(step.content)
    if step.known is None or step.known.offer is None:
        version = create_draft(structure, step.content, by=None, now=now, origin=LOADED)
        _remember(step.record, document, departement, now, version=version)
        return
    offer = locked(step.known.offer)
    offer.structure = structure
    at_work = offer.versions.at_work().first()
    # Looked at again now that the row is ours: somebody may have written since the plan was made.
    if step.fate == Fate.UPDATED and at_work and at_work.document == step.known.document:
        _rewrite(at_work, step.content, now)
    elif step.fate == Fate.PROPOSED and at_work is None and step.merged is not None:
        create_version(offer, step.merged, by=None, now=now, origin=LOADED)
    _see_again(step.known, step.record, document, step.fate, now)


def _rewrite(version: OfferVersion, content: OfferContent, now: datetime) -> None:
    """The draft that nobody has touched says what the source says now."""
    version.rewrite(document_of(content), at=now)
    write_on_row(version.offer, content)


def _remember(
    record: StructureRecord | ServiceRecord,
    document: dict[str, object],
    departement: str,
    now: datetime,
    *,
    structure: Structure | None = None,
    version: OfferVersion | None = None,
) -> None:
    SourceRecord.objects.create(
        source_id=record.id,
        producer=record.source[:120],
        link=_link(record),
        updated_on=_day(record.updated_on),
        departement=departement,
        structure=structure,
        offer=version.offer if version else None,
        document=document,
        hash=hash_of(document),
        seen_at=now,
    )


def _see_again(
    known: SourceRecord,
    record: StructureRecord | ServiceRecord,
    document: dict[str, object],
    fate: Fate,
    now: datetime,
) -> None:
    """It is there still. What is left to somebody's hand is told again at the next load, until it is the same."""
    known.seen_at, known.gone_at = now, None
    known.link, known.updated_on = _link(record), _day(record.updated_on)
    if fate != Fate.BY_HAND:
        known.document, known.hash = document, hash_of(document)
    known.save(update_fields=["seen_at", "gone_at", "link", "updated_on", "document", "hash"])


def _link(record: StructureRecord | ServiceRecord) -> str:
    link = record.source_link if isinstance(record, ServiceRecord) else record.link
    is_a_page = link.startswith(("https://", "http://")) and len(link) <= LONGEST_LINK
    return link if is_a_page else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
