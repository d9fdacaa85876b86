"""When a refused message is tried again. Pure."""

from datetime import datetime, timedelta
from uuid import UUID

# After the first refusal, then the second… (guarantees.md 4.1, item 5)
DELAYS = tuple(timedelta(minutes=minutes) for minutes in (0, 1, 2, 5, 10))
THEN_EVERY = timedelta(minutes=30)
GIVE_UP_AFTER = timedelta(hours=72)
SPREAD = 0.2


def delay_after(attempts: int, *, message_id: UUID) -> timedelta:
    """How long to wait after this many refused attempts, within 20 % of the ladder.

    The spread comes from the id of the message: a thousand messages refused together do not come
    back together, and the same message always gets the same answer.
    """
    step = DELAYS[attempts - 1] if attempts <= len(DELAYS) else THEN_EVERY
    share = ((message_id.int + attempts * 7919) % 1000) / 999  # 0 to 1
    return step * (1 - SPREAD + 2 * SPREAD * share)


def next_attempt(*, created_at: datetime, attempts: int, message_id: UUID, now: datetime) -> datetime | None:
    """The moment of the next attempt, or None when the message has waited long enough to be given up."""
    if now - created_at >= GIVE_UP_AFTER:
        return None
    return now + delay_after(attempts, message_id=message_id)
