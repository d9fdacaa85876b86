"""Robots and insistence, without a captcha (guarantees.md T10, G25).

Nothing is refused nor deleted: a doubtful form is filed all the same, its author sees the same page, and
a person looks at it before any professional is written to. The budgets leave room for a class of thirty
behind the one address of its school, and none for a robot at a hundred forms a minute.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from boussole.contact_requests.draft import Reachable
from boussole.privacy import limits

FASTEST_PERSON = timedelta(seconds=3)  # between the form and its sending
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)

PER_MINUTE_AND_NETWORK = 20
PER_HOUR_AND_NETWORK = 60
PER_DAY_AND_CONTACT = 5
PER_HOUR_AND_OFFER = 60
CORRECTIONS_PER_HOUR = 6
# A page that sends SMS is a purse for whoever can press its button (T23).
CODES_PER_CONTACT = ((timedelta(minutes=10), 3), (HOUR, 5))
CODES_PER_HOUR_AND_NETWORK = 10


def looks_doubtful(
    *, key: UUID, network: str, reachable: Reachable, offers: Iterable[int], shown_at: datetime, now: datetime
) -> bool:
    """Count one more form on every budget, and tell whether a person should look at it first.

    Counted once by its key: the same form pressed a hundred times at once is one form, with one answer.
    """
    with transaction.atomic():  # one commit for all the counters
        if not limits.hit("filing.key", str(key), limit=1, per=DAY, now=now):
            return limits.count("filing.doubtful", str(key), now=now) > 0
        is_within = _within_budgets(network, reachable, offers, now)
        doubtful = not is_within or now - shown_at < FASTEST_PERSON
        if doubtful:
            limits.hit("filing.doubtful", str(key), limit=0, per=DAY, now=now)
    return doubtful


def _within_budgets(network: str, reachable: Reachable, offers: Iterable[int], now: datetime) -> bool:
    """Every budget is counted, even when one of them is over."""
    is_calm = limits.count("filing.flood", network, now=now) == 0
    if not limits.hit("filing.minute", network, limit=PER_MINUTE_AND_NETWORK, per=MINUTE, now=now):
        # A flood closes the network for an hour: slowing down a little would not reopen it.
        limits.hit("filing.flood", network, limit=0, per=HOUR, now=now)
        is_calm = False
    contact = reachable.phone or reachable.email
    hits = [
        limits.hit("filing.hour", network, limit=PER_HOUR_AND_NETWORK, per=HOUR, now=now),
        limits.hit("filing.contact", contact, limit=PER_DAY_AND_CONTACT, per=DAY, now=now),
    ]
    for pk in sorted(offers):  # in order: two forms at once never wait for each other in a circle
        hits.append(limits.hit("filing.offer", str(pk), limit=PER_HOUR_AND_OFFER, per=HOUR, now=now))
    return is_calm and all(hits)


def may_correct_again(filing: UUID, *, now: datetime) -> bool:
    """Whether this filing may be corrected once more: each correction writes to professionals."""
    return limits.hit("filing.correction", str(filing), limit=CORRECTIONS_PER_HOUR, per=HOUR, now=now)


def may_ask_for_a_code(contact: str, *, network: str, now: datetime) -> bool:
    """Whether one more code may be asked for; counted alike whether we know the contact or not (T6)."""
    hits = [
        limits.hit("code.network", network, limit=CODES_PER_HOUR_AND_NETWORK, per=HOUR, now=now),
        *(
            limits.hit(f"code.contact.{per.seconds}", contact, limit=most, per=per, now=now)
            for per, most in CODES_PER_CONTACT
        ),
    ]
    return all(hits)
