"""The one place where what an offer says is written on its row: at publishing, and while it is only a draft."""

from __future__ import annotations

from datetime import datetime

from boussole.accounts.models import User
from boussole.core.db import require_transaction
from boussole.offers import reach
from boussole.offers.actions.confirming import renew
from boussole.offers.content import OfferContent, document_of
from boussole.offers.models import Criterion, Offer, OfferPeriod, OfferVersion
from boussole.partners.models import Structure
from boussole.questionnaires.models import Category


def write_on_row(offer: Offer, content: OfferContent) -> None:
    """Have the row, its criteria, its periods and its sites say what the content says; then find it anew.

    A draft may lack its delay: the row then shows its structure's.
    """
    require_transaction()
    category = Category.objects.select_related("theme").get(theme__code=content.theme, code=content.category)
    offer.theme, offer.category = category.theme, category
    for name in _COLUMNS:
        setattr(offer, name, getattr(content, name))
    offer.areas = None if content.areas is None else list(content.areas)
    in_range = content.promised_days is not None and 1 <= content.promised_days <= 7
    offer.promised_days = (
        content.promised_days if in_range else offer.structure.default_promised_days  # type: ignore[assignment]
    )
    offer.save()
    _write_criteria(offer, content)
    offer.periods.all().delete()
    OfferPeriod.objects.bulk_create(
        OfferPeriod(offer=offer, starts_on=each.starts_on, ends_on=each.ends_on) for each in content.periods
    )
    offer.sites.set(Structure.objects.filter(code__in=content.sites))
    reach.refresh([offer])


def publish(version: OfferVersion, *, by: User | None, now: datetime) -> Offer:
    """Put this version on line in place of the one that was; its offer is shown from now on.

    A pause outlives a new text: whoever paused the offer shows it again. The caller has locked the offer and
    checked who may. What was published stays in the history.
    """
    require_transaction()
    offer = version.offer
    for former in offer.versions.filter(status=OfferVersion.Status.PUBLISHED):
        former.move_to(OfferVersion.Status.REPLACED, by=by, at=now)
    version.move_to(OfferVersion.Status.PUBLISHED, by=by, at=now)
    version.published_at = now
    version.save(update_fields=["published_at"])
    if offer.status in (Offer.Status.DRAFT, Offer.Status.ENDED):
        offer.move_to(Offer.Status.PUBLISHED, by=by, at=now)
    offer.published_at = now
    renew(offer, by=version.author, now=now)
    write_on_row(offer, version.content)
    return offer


def record_published(
    offer: Offer,
    content: OfferContent,
    *,
    by: User | None,
    now: datetime,
    origin: OfferVersion.Origin = OfferVersion.Origin.LOADED,
) -> OfferVersion:
    """Remember what an offer on line says when it was written elsewhere than in the form: a bundle, a template.

    The version is written as already published; the row is the caller's business.
    """
    require_transaction()
    former = offer.versions.filter(status=OfferVersion.Status.PUBLISHED).first()
    if former is not None and former.content == content:
        return former
    if former is not None:
        former.move_to(OfferVersion.Status.REPLACED, by=by, at=now)
    return offer.versions.create(
        number=next_number(offer),
        status=OfferVersion.Status.PUBLISHED,
        origin=origin,
        document=document_of(content),
        author=by,
        saved_at=now,
        published_at=now,
    )


def next_number(offer: Offer) -> int:
    """The number of the version to come: one more than the last, dropped ones included."""
    last = offer.versions.order_by("-number").values_list("number", flat=True).first()
    return (last or 0) + 1


def content_of_row(offer: Offer) -> OfferContent:
    """What the row says today, as a value: for an offer that has no version yet, and for exports."""
    return OfferContent(
        theme=offer.theme.code,
        category=offer.category.code,
        **{name: getattr(offer, name) for name in _COLUMNS},
        areas=None if offer.areas is None else tuple(offer.areas),
        sites=tuple(sorted(site.code for site in offer.sites.all())),
        criteria=tuple(row.value for row in offer.criteria.all()),
        promised_days=offer.promised_days,
        periods=tuple(row.value for row in offer.periods.all()),
    )


def _write_criteria(offer: Offer, content: OfferContent) -> None:
    offer.criteria.all().delete()
    Criterion.objects.bulk_create(
        Criterion(
            offer=offer,
            question=value.question,
            kind=value.kind.value,
            accepted=sorted(value.accepted),
            minimum=value.minimum,
            maximum=value.maximum,
        )
        for value in content.criteria
    )


_COLUMNS = (
    "title",
    "summary",
    "description",
    "place",
    "address",
    "opening_hours",
    "phone",
    "valid_from",
    "valid_until",
    "is_free",
)
