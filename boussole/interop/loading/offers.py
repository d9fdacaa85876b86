"""Offers, their criteria, their periods and sites, and the version being written beside each."""

from __future__ import annotations

from collections import deque
from typing import Any

from boussole.interop.contents import content_of, criteria_of
from boussole.interop.loading.loader import Loader
from boussole.interop.schema import NextVersion, OfferFile
from boussole.offers.actions.publishing import content_of_row, next_number, record_published
from boussole.offers.content import document_of
from boussole.offers.models import Criterion, Offer, OfferPeriod, OfferVersion

Status = Offer.Status


def load_offer(loader: Loader, entry: OfferFile) -> None:
    """One offer, in the state that its file says; one that is there already gets there by allowed moves.

    What is on line is remembered as a published version, so that its history stays true.
    """
    values = _offer_values(entry) | {
        "structure": loader.structures[entry.structure],
        "theme": loader.themes[entry.theme],
        "category": loader.categories[entry.theme, entry.category],
        "followed_by": loader.users[entry.follow_up_by] if entry.follow_up_by else None,
        "template": loader.templates[entry.template] if entry.template else None,
    }
    known = Offer.objects.filter(code=entry.code).first()
    if known is None:
        values |= {"status": entry.status.upper()}
        values |= {"published_at": loader.now} if entry.status == "published" else {}
    offer, changed = loader.write(Offer, {"code": entry.code}, values)
    if known is not None:
        changed = _move(loader, offer, Status(entry.status.upper())) or changed
    changed = _load_criteria(loader, offer, entry) or changed
    changed = _load_periods(offer, entry) or changed
    changed = _load_sites(loader, offer, entry) or changed
    if changed:
        offer = Offer.objects.select_related("structure", "category").get(pk=offer.pk)
        loader.mark_stale(offer)
        if offer.status != Status.DRAFT:
            record_published(offer, content_of_row(offer), by=None, now=loader.now)
    if entry.next is not None:
        _load_next(loader, offer, entry.next)


def _move(loader: Loader, offer: Offer, wanted: Status) -> bool:
    """By the shortest way that the product allows; tells whether it moved."""
    if offer.status == wanted:
        return False
    for step in _way(Status(offer.status), wanted):
        offer.move_to(step, by=None, at=loader.now)
    if wanted == Status.PUBLISHED:
        offer.published_at = loader.now
        offer.save(update_fields=["published_at"])
    loader.loaded.count(offer, is_new=False)
    return True


def _way(start: Status, wanted: Status) -> list[Status]:
    ways = deque([[start]])
    seen = {start}
    while ways:
        way = ways.popleft()
        if way[-1] == wanted:
            return way[1:]
        for step in sorted(Offer.MOVES[way[-1]] - seen):
            seen.add(step)
            ways.append([*way, step])
    return [wanted]  # `move_to` refuses it, with its reason


def _load_criteria(loader: Loader, offer: Offer, entry: OfferFile) -> bool:
    """Replace the criteria that differ; tells whether they did."""
    wanted = list(criteria_of(entry.criteria))
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


def _load_periods(offer: Offer, entry: OfferFile) -> bool:
    wanted = [(each.from_, each.to) for each in entry.periods]
    if list(offer.periods.values_list("starts_on", "ends_on")) == sorted(wanted):
        return False
    offer.periods.all().delete()
    OfferPeriod.objects.bulk_create(OfferPeriod(offer=offer, starts_on=a, ends_on=b) for a, b in wanted)
    return True


def _load_sites(loader: Loader, offer: Offer, entry: OfferFile) -> bool:
    wanted = {loader.structures[code].pk for code in entry.sites}
    if set(offer.sites.values_list("pk", flat=True)) == wanted:
        return False
    offer.sites.set(wanted)
    return True


def _load_next(loader: Loader, offer: Offer, entry: NextVersion) -> None:
    """What is being written beside the row. A version that somebody has in hand here is left alone."""
    document = document_of(content_of(offer.theme.code, entry))
    status = OfferVersion.Status(entry.status.upper())
    at_work = offer.versions.at_work().first()
    if at_work is not None:
        if at_work.is_writable and at_work.document != document:
            at_work.rewrite(document, at=loader.now)
            loader.loaded.count(at_work, is_new=False)
        return
    row = offer.versions.create(
        number=next_number(offer),
        status=status,
        origin=OfferVersion.Origin.LOADED,
        document=document,
        saved_at=loader.now,
        submitted_at=loader.now if status == OfferVersion.Status.SUBMITTED else None,
        publish_on=entry.publish_on,
    )
    loader.loaded.count(row, is_new=True)


def _offer_values(entry: OfferFile) -> dict[str, Any]:
    return {
        "title": entry.title,
        "summary": entry.summary or "",
        "description": entry.description or "",
        "place": entry.place.upper(),
        "address": entry.address or "",
        "opening_hours": entry.opening_hours or "",
        "areas": entry.zone,
        "promised_days": entry.promised_days,
        "contact_emails": entry.contact_emails,
        "phone": entry.phone or "",
        "capacity": entry.capacity,
        "when_full": entry.when_full.upper(),
        "valid_from": entry.valid_from,
        "valid_until": entry.valid_until,
        "confirm_by": entry.confirm_by,
        "is_free": entry.free,
        "follows_template": entry.follows_template,
    }
