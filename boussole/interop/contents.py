"""What an offer says, between the value of the product and the files of a bundle. Pure, and exact both ways."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from boussole.interop import schema
from boussole.offers.content import OfferContent, Period, criterion_entry
from boussole.offers.criteria import Criterion, CriterionKind, criterion_from

TEXTS = ("title", "summary", "description", "address", "opening_hours", "phone")


def entry_of(content: OfferContent) -> dict[str, Any]:
    """The fields of a `ContentEntry`."""
    return {
        "category": content.category or None,
        **{name: getattr(content, name) or None for name in TEXTS},
        "place": content.place.lower(),
        "zone": None if content.areas is None else list(content.areas),
        "sites": list(content.sites),
        "criteria": {each.question: criterion(each) for each in content.criteria},
        "promised_days": content.promised_days,
        "periods": [schema.PeriodEntry(from_=each.starts_on, to=each.ends_on) for each in content.periods],
        "valid_from": content.valid_from,
        "valid_until": content.valid_until,
        "free": content.is_free,
    }


def criterion(value: Criterion) -> Any:
    """A criterion as a bundle writes it, its answers in alphabetical order. A range without ends is everybody."""
    if value.kind == CriterionKind.RANGE and value.minimum is None and value.maximum is None:
        return "all"
    written = criterion_entry(value)
    return written if written == "all" else schema.CriterionEntry.model_validate(written)


def criteria_of(entries: Mapping[str, Any]) -> tuple[Criterion, ...]:
    """What the entries of a file ask, in the order of the file."""
    return tuple(
        criterion_from(
            question, each if isinstance(each, str) else each.model_dump(by_alias=True, exclude_none=True)
        )
        for question, each in entries.items()
    )


def content_of(theme: str, entry: schema.ContentEntry | schema.OfferFile) -> OfferContent:
    """What the file says."""
    return OfferContent(
        theme=theme,
        category=entry.category or "",
        **{name: getattr(entry, name) or "" for name in TEXTS},
        place=entry.place.upper(),
        areas=None if entry.zone is None else tuple(entry.zone),
        sites=tuple(entry.sites),
        criteria=criteria_of(entry.criteria),
        promised_days=entry.promised_days,
        periods=tuple(Period(each.from_, each.to) for each in entry.periods),
        valid_from=entry.valid_from,
        valid_until=entry.valid_until,
        is_free=entry.free,
    )
