"""When somebody who has not signed is reminded: after one week, two weeks, a month, then no more. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

LINK_LIFE = timedelta(days=30)  # each mail has a link of its own: the last reminder opens for a month more


class Mail(StrEnum):
    """What is sent to a signatory; the ledger `SignatureLink` has the same codes."""

    FIRST = "FIRST"
    WEEK = "WEEK"
    FORTNIGHT = "FORTNIGHT"
    MONTH = "MONTH"
    AGAIN = "AGAIN"


AFTER: Mapping[Mail, timedelta] = {
    Mail.WEEK: timedelta(days=7),
    Mail.FORTNIGHT: timedelta(days=14),
    Mail.MONTH: timedelta(days=30),
}
QUIET_AFTER_A_MAIL = timedelta(days=2)  # somebody who has just been written to is left in peace
STALE_AFTER = timedelta(days=7)  # a reminder that an outage held back this long is not sent any more


def due(first_at: datetime, last_at: datetime, done: Collection[Mail], now: datetime) -> Mail | None:
    """The reminder to send now to somebody who has not signed; None most of the time.

    One at most, the last whose moment has come: after an outage nobody gets three in a row.
    """
    if now - last_at < QUIET_AFTER_A_MAIL:
        return None
    passed = [mail for mail, after in AFTER.items() if first_at + after <= now]
    if not passed or passed[-1] in done:
        return None
    if now - (first_at + AFTER[passed[-1]]) > STALE_AFTER:
        return None
    return passed[-1]
