"""Small things about transactions and rows, the same for every module."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from django.db import IntegrityError, models, transaction
from django.db.models import Func, Value
from django.db.models.expressions import Combinable

Row = TypeVar("Row", bound=models.Model)
Result = TypeVar("Result")

TRIES = 5


def require_transaction() -> None:
    """Refuse to write two rows that could be separated.

    :raises RuntimeError: outside a transaction
    """
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("This writes several rows: call it inside transaction.atomic.")


def locked(row: Row) -> Row:
    """A fresh copy of the row, locked until the end of the transaction.

    Without its key, which nobody changes: PostgreSQL checks it again when a row that points to this one is
    written twice in a transaction, and would wait for us while we wait for that row.
    """
    require_transaction()
    # Not type(row): that of `request.user` is Django's lazy wrapper.
    return row.__class__._default_manager.select_for_update(of=("self",), no_key=True).get(pk=row.pk)


def hold(rows: models.QuerySet[Row]) -> None:
    """Lock all these rows, in the order of their keys: two who hold the same ones wait for each other, and no more."""
    require_transaction()
    list(rows.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))


def under_a_free_name(write: Callable[[], Result]) -> Result:
    """Write a row whose name was free a moment ago; when somebody took it meanwhile, `write` chooses again.

    :raises IntegrityError: when it is taken each time: something else is wrong
    """
    for left in reversed(range(TRIES)):
        try:
            with transaction.atomic():
                return write()
        except IntegrityError:
            if not left:
                raise
    raise AssertionError


class LocalDay(Func):
    """The calendar day of a moment where the clocks show the time zone of each row: `clock.local_day`, in a query."""

    template = "timezone(%(expressions)s)::date"
    output_field = models.DateField()

    def __init__(self, zone: Combinable, moment: datetime) -> None:
        super().__init__(zone, Value(moment))
