"""The rows that tests commit: taken away after each of them, or kept aside and written back.

Django's own `flush` truncates every table, writes again the permissions of every model, and forgets the queue,
which is not Django's: the next test found the jobs of the one before. Here, in some milliseconds, only what holds
rows is emptied, the queue included.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper

from tests.ops.running import eventually

# Written by migrations, the same for every test.
OF_THE_SCHEMA = {"django_migrations", "django_content_type", "auth_permission"}
TABLES = (
    "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1"
)
AT_WORK = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid()
    AND xact_start IS NOT NULL AND backend_type = 'client backend'
"""
PATIENCE = 5  # seconds: what a browser has left, the server may still be writing


def take_away() -> None:
    """Empty the database, once those who still write to it have finished."""
    eventually(_nobody_writes, PATIENCE)
    with _without_rules() as cursor:
        for table in _filled(cursor):
            cursor.execute(f'DELETE FROM "{table}"')


@dataclass
class Kept:
    """All the rows of a moment, to be found again by tests that all begin there."""

    _rows: dict[str, bytes] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._rows)

    def keep(self) -> None:
        """Take a copy of every row there is."""
        with connection.cursor() as cursor:
            for table in _filled(cursor):
                with cursor.copy(f'COPY "{table}" TO STDOUT') as copied:
                    self._rows[table] = b"".join(bytes(part) for part in copied)

    def write_back(self) -> None:
        """Into an empty database. Numbers given since are not given again: sequences never go back."""
        with _without_rules() as cursor:
            for table, rows in self._rows.items():
                with cursor.copy(f'COPY "{table}" FROM STDIN') as copied:
                    copied.write(rows)


@contextmanager
def _without_rules() -> Iterator[CursorWrapper]:
    """Neither foreign keys nor triggers (the audit trail refuses to be erased), for as long as this lasts."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor


def _filled(cursor: CursorWrapper) -> list[str]:
    cursor.execute(TABLES)
    tables = [name for (name,) in cursor.fetchall() if name not in OF_THE_SCHEMA]
    cursor.execute(" UNION ALL ".join(f"(SELECT '{table}' FROM \"{table}\" LIMIT 1)" for table in tables))
    return [name for (name,) in cursor.fetchall()]


def _nobody_writes() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(AT_WORK)
        return cursor.fetchone() == (0,)
