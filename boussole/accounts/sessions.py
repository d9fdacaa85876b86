"""The sessions open on an account: opened, seen, ended (guarantees.md R10, T4).

Django's own session says that somebody signed in; the row kept here says where, so that its owner can close it, and
how long it may last. Two limits: two hours without a gesture, twelve hours in all. Both follow the real time: what they
watch is a computer left open on a desk, which the demo's clock does not move.
"""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

from boussole.accounts.models import User, WorkSession
from boussole.accounts.tokens import hashed

IDLE = timedelta(hours=2)
LONGEST = timedelta(hours=12)
# A row is written at most so often: a morning of work costs a dozen writes, not a thousand.
SEEN_EVERY = timedelta(minutes=5)


class Over(StrEnum):
    """Why a session opens nothing any more."""

    ENDED = "ended"  # by its owner from elsewhere, or with the account
    IDLE = "idle"
    TOO_LONG = "too long"


def new_key() -> str:
    """What the browser's session holds to be recognised: random, and no part of its cookie."""
    return secrets.token_urlsafe(32)


def open_session(
    user: User,
    *,
    key: str,
    device: str = "",
    factor: WorkSession.Factor = WorkSession.Factor.NONE,
    now: datetime,
) -> WorkSession:
    """Write that a browser has signed in; `device` is what its owner will recognise it by."""
    return WorkSession.objects.create(
        user=user, key_hash=hashed(key), device=device, factor=factor, opened_at=now, last_seen_at=now
    )


def session_behind(user: User, key: str) -> WorkSession | None:
    """The row of this key, if it is this person's; an ended one too."""
    return WorkSession.objects.filter(key_hash=hashed(key), user=user).first() if key else None


def over(session: WorkSession | None, now: datetime) -> Over | None:
    """Why this session opens nothing any more; None while it does. One without a row is nobody's."""
    if session is None or session.ended_at is not None:
        return Over.ENDED
    if now - session.opened_at >= LONGEST:
        return Over.TOO_LONG
    if now - session.last_seen_at >= IDLE:
        return Over.IDLE
    return None


def open_sessions_of(user: User, now: datetime) -> list[WorkSession]:
    """Where the account is open, the latest seen first."""
    return [each for each in user.work_sessions.filter(ended_at__isnull=True) if over(each, now) is None]


def mark_seen(session: WorkSession, now: datetime) -> None:
    """The person is there. Writes at most every five minutes, and never opens again what was ended meanwhile."""
    if now - session.last_seen_at < SEEN_EVERY:
        return
    session.last_seen_at = now
    WorkSession.objects.filter(pk=session.pk, ended_at__isnull=True).update(last_seen_at=now)


def mark_factor(session: WorkSession, factor: WorkSession.Factor) -> None:
    """Keep by what the person has just proved who they are."""
    session.factor = factor
    session.save(update_fields=["factor"])


def end_session(session: WorkSession, now: datetime) -> None:
    """Close this one; a session that is closed stays closed since then."""
    WorkSession.objects.filter(pk=session.pk, ended_at__isnull=True).update(ended_at=now)


def end_all(user: User, now: datetime, but: WorkSession | None = None) -> None:
    """Close every session of this account, wherever it is open; all but one when one is to go on.

    The caller holds the account: what proves a session of Django's changes with it.
    """
    user.session_generation += 1
    user.save(update_fields=["session_generation"])
    end_sessions_of(user, now, but=but)


def end_sessions_of(
    user: User,
    now: datetime,
    but: WorkSession | None = None,
    *,
    factor: WorkSession.Factor | None = None,
) -> int:
    """Write that the sessions of this account are over, all but one when one is to go on; how many were open.

    With a factor, only those that it opened.
    """
    ended = WorkSession.objects.filter(user=user, ended_at__isnull=True)
    if factor is not None:
        ended = ended.filter(factor=factor)
    if but is not None:
        ended = ended.exclude(pk=but.pk)
    return ended.update(ended_at=now)
