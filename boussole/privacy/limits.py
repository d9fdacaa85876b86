"""How many times the same visitor may do the same thing, counted in PostgreSQL.

It lives in `privacy`, the lowest floor with a table, because messages, accounts and public forms all
stand on it, and because what it keeps about people is only here to be forgotten.
"""

from datetime import datetime, timedelta

from django.db import connection

from boussole.privacy.fingerprints import fingerprint
from boussole.privacy.models import Hits

# One statement: of a thousand at the same instant, each gets its own number.
COUNT_ONE = """
INSERT INTO privacy_hits AS hits (scope, fingerprint, count, ends_at) VALUES (%(scope)s, %(key)s, 1, %(ends)s)
ON CONFLICT (scope, fingerprint) DO UPDATE SET
    count = CASE WHEN hits.ends_at <= %(now)s THEN 1 ELSE hits.count + 1 END,
    ends_at = CASE WHEN hits.ends_at <= %(now)s THEN EXCLUDED.ends_at ELSE hits.ends_at END
RETURNING count
"""


def hit(scope: str, key: str, *, limit: int, per: timedelta, now: datetime) -> bool:
    """Count one more, and tell whether it is still within the limit: `if not hit(…): refuse`.

    The period starts at the first hit. Call it outside the transaction of what it protects, or a
    refusal that rolls back also forgets that it was counted.
    """
    key = fingerprint(scope, key)
    with connection.cursor() as cursor:
        cursor.execute(COUNT_ONE, {"scope": scope, "key": key, "now": now, "ends": now + per})
        (count,) = cursor.fetchone()
    return count <= limit


def count(scope: str, key: str, *, now: datetime) -> int:
    """How many times this key came within its current period, without counting one more."""
    current = Hits.objects.filter(scope=scope, fingerprint=fingerprint(scope, key), ends_at__gt=now)
    return current.values_list("count", flat=True).first() or 0


def forget(scope: str, key: str) -> None:
    """Start again from zero: a code was right, a password was found."""
    Hits.objects.filter(scope=scope, fingerprint=fingerprint(scope, key)).delete()


def purge(now: datetime) -> int:
    """Delete the counters whose period is over; return how many."""
    return Hits.objects.filter(ends_at__lte=now).delete()[0]
