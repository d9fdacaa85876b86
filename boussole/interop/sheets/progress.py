"""How far a long import has come, told from beside its transaction: whoever waits must see it move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection

from boussole.interop.models import ImportRun

Tell = Callable[[int], None]  # how many lines are done
EVERY = 25  # lines


def silent(done: int) -> None:
    """Nobody waits for long."""


@contextmanager
def told_beside(run: ImportRun) -> Iterator[Tell]:
    """Writes on the row of the run over a connection of its own: the import itself is one transaction, not yet seen.

    It would wait for ever on a locked row: whoever imports does not lock the run (see `loading.import_offers`).
    """
    beside = connection.copy()

    def tell(done: int) -> None:
        if done % EVERY == 0:
            with beside.cursor() as cursor:
                cursor.execute("UPDATE interop_importrun SET done = %s WHERE id = %s", [done, run.pk])

    try:
        yield tell
    finally:
        beside.close()
