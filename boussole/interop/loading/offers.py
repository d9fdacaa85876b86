"""Offers and their criteria."""

from __future__ import annotations

from typing import Any

from boussole.interop.bundles import criteria_of
from boussole.interop.loading.loader import Loader
from boussole.interop.schema import OfferFile
from boussole.offers.actions.publishing import content_of_row, record_published
from boussole.offers.models import Criterion, Offer


def load_offer(loader: Loader, entry: OfferFile) -> None:
    """One offer, in the state that its file says; one that is there already gets there by an allowed move."""
    values = _offer_values(entry) | {
        "structure": loader.structures[entry.structure],
        "theme": loader.themes[entry.theme],
        "category": loader.categories[entry.theme, entry.category],
        "followed_by": loader.users[entry.follow_up_by] if entry.follow_up_by else None,
    }
    known = Offer.objects.filter(code=entry.code).first()
    if known is None:
        values |= {"status": entry.status.upper()}
        values |= {"published_at": loader.now} if entry.status == "published" else {}
    offer, changed = loader.write(Offer, {"code": entry.code}, values)
    if known is not None and known.status != entry.status.upper():
        offer.move_to(Offer.Status(entry.status.upper()), by=None, at=loader.now)
        loader.loaded.count(offer, is_new=False)
        changed = True
    if _load_criteria(loader, offer, entry) or changed:
        loader.mark_stale(offer)
        if offer.status != Offer.Status.DRAFT:
            record_published(offer, content_of_row(offer), by=None, now=loader.now)


def _load_criteria(loader: Loader, offer: Offer, entry: OfferFile) -> bool:
    """Replace the criteria that differ; tells whether they did."""
    wanted = list(criteria_of(entry))
    if [row.value for row in offer.criteria.all()] == wanted:
        return False
    offer.criteria.all().delete()
    Criterion.objects.bulk_create(
        Criterion(
            offer=offer,
            question=value.question,
            kind=value.kind.value,
            accepted=_as_written(entry, value.question),
            minimum=value.minimum,
            maximum=value.maximum,
        )
        for value in wanted
    )
    return True


def _as_written(entry: OfferFile, question: str) -> list[str]:
    """The accepted answers in the order of the file: an export gives it back."""
    criterion = entry.criteria[question]
    return list(getattr(criterion, "only", None) or [])


def _offer_values(entry: OfferFile) -> dict[str, Any]:
    return {
        "title": entry.title,
        "summary": entry.summary,
        "description": entry.description or "",
        "place": entry.place.upper(),
        "address": entry.address or "",
        "areas": entry.zone,
        "promised_days": entry.promised_days,
        "contact_emails": entry.contact_emails,
        "phone": entry.phone or "",
        "capacity": entry.capacity,
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
        "confirm_by": entry.confirm_by,
        "is_free": entry.free,
    }
