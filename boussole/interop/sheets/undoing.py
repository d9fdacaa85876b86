"""Take back an import while nobody has worked on it: what somebody touched since is kept, and said."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from boussole.accounts.models import User
from boussole.audit import trail
from boussole.core.db import locked
from boussole.core.moves import MoveRefused
from boussole.interop.models import ImportedLine, ImportRun
from boussole.interop.sheets.loading import change_reach, scope_of
from boussole.interop.sheets.offers import Reach, reach_of
from boussole.offers.actions.publishing import write_on_row
from boussole.offers.content import content_from
from boussole.offers.models import Offer, OfferVersion

Outcome = ImportedLine.Outcome


@transaction.atomic
def undo(run: ImportRun, *, by: User, now: datetime) -> ImportRun:
    """Remove the untouched drafts and drop the untouched versions of this import.

    Of the structures that the person still answers for: those of a structure left since are its people's.

    :raises MoveRefused: after an hour, or when there is nothing to undo
    """
    run = locked(run)
    if run.undo_until is None or now > run.undo_until:
        raise MoveRefused("Un import s’annule pendant une heure. Corrigez maintenant les offres une par une.")
    run.move_to(ImportRun.Status.UNDONE)
    lines = run.lines.filter(outcome=Outcome.MADE).select_related("version", "structure")
    mine = {structure.pk for structure in scope_of(run, now).structures}
    kept = 0
    for line in lines.order_by("-number"):
        line.outcome = Outcome.REMOVED if _undone(line, mine, by=by, now=now) else Outcome.KEPT
        kept += line.outcome == Outcome.KEPT
        line.save(update_fields=["outcome"])
    for line in lines.model.objects.filter(run=run, structure__isnull=False).select_related("structure"):
        _forget_structure(line)
    trail.record("interop.offers_import_undone", by=by, on=run, at=now, rows=kept)
    return run


def _undone(line: ImportedLine, mine: Collection[int], *, by: User, now: datetime) -> bool:
    if line.offer_id is None:
        return True  # gone already
    offer = locked(Offer.objects.get(pk=line.offer_id))
    if offer.structure_id not in mine:
        return False
    version = locked(line.version) if line.version else None
    if _is_touched(offer, version, line):
        return False
    if line.state == ImportedLine.State.NEW:
        line.offer = line.version = None
        line.save(update_fields=["offer", "version"])
        offer.delete()
        return True
    if version is not None:
        _give_back(offer, version, line, by=by, now=now)
    change_reach(offer, _reach(line.traces["reach_before"]))
    return True


def _is_touched(offer: Offer, version: OfferVersion | None, line: ImportedLine) -> bool:
    """Whether anybody wrote, proposed or published since, or changed where requests arrive."""
    if version is not None and (not version.is_writable or version.saves != line.traces["saves"]):
        return True
    if reach_of(offer) != _reach(line.traces["reach_after"]):
        return True
    is_new = line.state == ImportedLine.State.NEW
    return is_new and (offer.status != Offer.Status.DRAFT or offer.versions.count() > 1)


def _give_back(offer: Offer, version: OfferVersion, line: ImportedLine, *, by: User, now: datetime) -> None:
    """What was being written before, or nothing."""
    before = content_from(line.traces["document_before"])
    if line.traces["was_at_work"]:
        version.rewrite(line.traces["document_before"], at=now)
    else:
        version.move_to(OfferVersion.Status.DROPPED, by=by, at=now)
    if offer.status == Offer.Status.DRAFT:
        write_on_row(offer, before)


def _forget_structure(line: ImportedLine) -> None:
    """A structure that this file alone made known, and that has nothing left."""
    structure = line.structure
    if structure is None or structure.status != structure.Status.PROSPECT:
        return
    if structure.offers.exists() or structure.referents.exists() or structure.sites.exists():
        return
    line.structure = None
    line.save(update_fields=["structure"])
    structure.delete()


def _reach(written: dict) -> Reach:  # type: ignore[type-arg]
    return Reach(**{**written, "contact_emails": tuple(written["contact_emails"])})
