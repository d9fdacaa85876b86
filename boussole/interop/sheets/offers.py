"""An offer of the database as a line of the table: what is being written of it, else what is on line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TypeVar

from django.db.models import Prefetch, QuerySet

from boussole.interop.sheets.cells import NO, YES, day_in_figures, tidied
from boussole.interop.sheets.columns import Texts
from boussole.interop.sheets.criteria_words import criteria_in_cell
from boussole.interop.sheets.scope import PLACES, STATUSES, WHEN_FULL, Scope
from boussole.interop.sheets.zone_words import areas_in_cell, commune_in_cell
from boussole.offers.actions.publishing import content_of_row
from boussole.offers.content import OfferContent
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Structure

BATCH = 500
Item = TypeVar("Item")


@dataclass(frozen=True)
class Reach:
    """What makes the structure reachable: on the row, true at once, no part of a version (decision 0023)."""

    contact_emails: tuple[str, ...] = ()
    followed_by: str = ""  # an e-mail
    capacity: int | None = None
    when_full: str = "LAST"


def batches(items: Iterable[Item], size: int = BATCH) -> Iterator[list[Item]]:
    """Lists of this size: a file of any length is read in constant memory and few queries."""
    iterator = iter(items)
    while batch := list(islice(iterator, size)):
        yield batch


def with_everything(offers: QuerySet[Offer]) -> QuerySet[Offer]:
    """The offers with all that a line says, in a fixed number of queries; `at_work` is their version at work."""
    at_work = Prefetch("versions", queryset=OfferVersion.objects.at_work(), to_attr="found_at_work")
    return offers.select_related("structure", "theme", "category", "followed_by").prefetch_related(
        "criteria", "periods", "sites", at_work
    )


def at_work(offer: Offer) -> OfferVersion | None:
    """Its version at work; the row was read by `with_everything`."""
    return next(iter(offer.found_at_work), None)  # type: ignore[attr-defined]


def content_of(offer: Offer) -> OfferContent:
    """What is being written of it, else what is on line."""
    version = at_work(offer)
    return version.content if version else content_of_row(offer)


def reach_of(offer: Offer) -> Reach:
    """What makes its structure reachable: it acts at once (decision 0023)."""
    followed_by = offer.followed_by.email if offer.followed_by else ""
    return Reach(tuple(offer.contact_emails), followed_by, offer.capacity, offer.when_full)


def texts_of(offer: Offer, scope: Scope) -> dict[str, str]:
    """The line of an offer."""
    return {
        "code": offer.code,
        "status": STATUSES[offer.status],
        **texts_from(content_of(offer), reach_of(offer), offer.structure, scope),
    }


def texts_from(content: OfferContent, reach: Reach, structure: Structure, scope: Scope) -> dict[str, str]:
    """The cells of what an offer says, whatever holds it."""
    theme, definition = scope.themes.get(content.theme), scope.definitions.get(content.theme)
    labels = scope.category_labels(content.theme) if theme else {}
    return {
        "structure": tidied(scope.label_of(structure)),
        "commune": commune_in_cell(structure.commune),
        "theme": tidied(theme.name) if theme else content.theme,
        "category": tidied(labels.get(content.category, content.category)),
        **{name: tidied(getattr(content, name)) for name in FREE_TEXTS},
        "place": PLACES.get(content.place, content.place),
        "areas": areas_in_cell(content.areas or ()),
        "sites": " ; ".join(scope.label_of_code(code) for code in content.sites),
        "criteria": criteria_in_cell(content.criteria, definition) if definition else "",
        "promised_days": "" if content.promised_days is None else str(content.promised_days),
        "periods": " ; ".join(
            f"{day_in_figures(each.starts_on)} au {day_in_figures(each.ends_on)}" for each in content.periods
        ),
        "valid_from": day_in_figures(content.valid_from) if content.valid_from else "",
        "valid_until": day_in_figures(content.valid_until) if content.valid_until else "",
        "is_free": YES if content.is_free else NO,
        "contact_emails": " ; ".join(reach.contact_emails),
        "followed_by": reach.followed_by,
        "capacity": "" if reach.capacity is None else str(reach.capacity),
        "when_full": WHEN_FULL.get(reach.when_full, reach.when_full),
    }


FREE_TEXTS = ("title", "summary", "description", "address", "opening_hours", "phone")


def lines_of(scope: Scope) -> Iterator[Texts]:
    """A line for each offer of the scope that is not archived, by structure and title."""
    offers = Offer.objects.filter(structure__in=scope.structures).exclude(status=Offer.Status.ARCHIVED)
    keys = list(
        offers.order_by("structure__name", "structure_id", "title", "pk").values_list("pk", flat=True)
    )
    for batch in batches(keys):
        found = {offer.pk: offer for offer in with_everything(Offer.objects.filter(pk__in=batch))}
        for key in batch:
            yield texts_of(found[key], scope)
