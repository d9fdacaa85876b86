"""Pages by key: a page begins after the last row shown, whatever was added or closed meanwhile.

Page n costs what page 1 costs, and a count never costs more than its cap (performance.md section 4).
"""

from __future__ import annotations

import re
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Generic, TypeVar
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import Field, Model, Q, QuerySet

from boussole.core.typography import NO_BREAK

Row = TypeVar("Row", bound=Model)

PAGE_SIZE = 50
COUNT_CAP = 1_000
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)
LONGEST_CURSOR = 80
UUID_SIGNS = r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
# A moment and an id: fits a bigint or a UUID, and the years of a datetime.
PLACE = re.compile(rf"([<>])(\d{{1,17}})\.(\d{{1,18}}|{UUID_SIGNS})")


@dataclass(frozen=True, slots=True)
class Order:
    """Rows by one moment, then by id: two rows never share a place."""

    field: str
    newest_first: bool = False

    @property
    def columns(self) -> tuple[str, str]:
        sign = "-" if self.newest_first else ""
        return f"{sign}{self.field}", f"{sign}pk"

    @property
    def backwards(self) -> Order:
        return Order(self.field, not self.newest_first)

    def after(self, moment: datetime, pk: int | UUID) -> Q:
        """What follows this place. Written so that the index on (field, id) starts there at once."""
        side = "lte" if self.newest_first else "gte"
        not_before = "gte" if self.newest_first else "lte"
        return Q(**{f"{self.field}__{side}": moment}) & ~Q(
            **{self.field: moment, f"pk__{not_before}": pk},
        )


@dataclass(frozen=True, slots=True)
class KeyPage(Generic[Row]):
    """The rows of one page, and the cursors of its neighbours (empty when there is none)."""

    rows: list[Row]
    previous: str = ""
    next: str = ""


def key_page(rows: QuerySet[Row], order: Order, cursor: str = "", *, size: int = PAGE_SIZE) -> KeyPage[Row]:
    """One page of these rows, in one query. A cursor that means nothing gives the first page."""
    place = _read(cursor, rows.model._meta.pk)
    if place is None:
        found = list(rows.order_by(*order.columns)[: size + 1])
        return _page(found[:size], order, has_previous=False, has_next=len(found) > size)
    direction, moment, pk = place
    towards = order if direction == ">" else order.backwards
    found = list(rows.filter(towards.after(moment, pk)).order_by(*towards.columns)[: size + 1])
    has_more = len(found) > size
    if direction == ">":
        return _page(found[:size], order, has_previous=True, has_next=has_more)
    return _page(found[:size][::-1], order, has_previous=has_more, has_next=True)


def _page(rows: list[Row], order: Order, *, has_previous: bool, has_next: bool) -> KeyPage[Row]:
    if not rows:
        return KeyPage([])
    return KeyPage(
        rows,
        previous=_written("<", rows[0], order) if has_previous else "",
        next=_written(">", rows[-1], order) if has_next else "",
    )


def _written(direction: str, row: Model, order: Order) -> str:
    microseconds = (getattr(row, order.field) - EPOCH) // MICROSECOND
    return urlsafe_b64encode(f"{direction}{microseconds}.{row.pk}".encode()).decode().rstrip("=")


def _read(cursor: str, key: Field) -> tuple[str, datetime, int | UUID] | None:
    """What a cursor says, or None: it comes from an address that anybody may rewrite.

    It only says where to begin, among rows that its reader may see anyway: a forged one opens nothing.
    """
    if not cursor or len(cursor) > LONGEST_CURSOR:
        return None
    try:
        text = urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)).decode("ascii")
    except ValueError:
        return None
    found = PLACE.fullmatch(text)
    if found is None:
        return None
    try:
        return found[1], EPOCH + int(found[2]) * MICROSECOND, key.to_python(found[3])
    except (OverflowError, ValidationError):
        return None


@dataclass(frozen=True, slots=True)
class CappedCount:
    """« 37 », or « 1 000+ » when nobody needs to know more."""

    number: int
    cap: int = COUNT_CAP

    @property
    def is_capped(self) -> bool:
        return self.number > self.cap

    def __str__(self) -> str:
        shown = f"{min(self.number, self.cap):,}".replace(",", NO_BREAK)
        return f"{shown}+" if self.is_capped else shown

    def of(self, singular: str, plural: str = "") -> str:
        """« 1 demande », « 1 000+ demandes »."""
        return f"{self}{NO_BREAK}{singular if self.number < 2 else plural or singular + 's'}"


def capped_count(rows: QuerySet[Row], cap: int = COUNT_CAP) -> CappedCount:
    """How many rows, counted no further than the cap."""
    return CappedCount(rows.order_by().values("pk")[: cap + 1].count(), cap)
