"""What waits for one person today, in numbers; and whose hour has come to be told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from boussole.accounts.models import User
from boussole.contact_requests import promise
from boussole.contact_requests.models import ContactRequest, DailyDigest, Redirection
from boussole.contact_requests.queries.contradictions import contradictions_for
from boussole.contact_requests.queries.desk import light
from boussole.partners.models import Referent
from boussole.territories.geography import timezone_at

# After an outage the digest of today still leaves; later than this, the day is nearly over and it is too late.
CATCH_UP = timedelta(hours=6)
SOON = (promise.Bucket.LATE, promise.Bucket.TODAY, promise.Bucket.TOMORROW)


@dataclass(frozen=True, slots=True)
class Waiting:
    """What a digest says. False when there is nothing to say."""

    requests: dict[promise.Bucket, list[ContactRequest]] = field(default_factory=dict)
    redirections: int = 0
    contradictions: int = 0

    def __bool__(self) -> bool:
        return bool(self.count)

    @property
    def count(self) -> int:
        return sum(map(len, self.requests.values())) + self.redirections + self.contradictions

    @property
    def late(self) -> list[ContactRequest]:
        return self.requests.get(promise.Bucket.LATE, [])

    @property
    def today(self) -> list[ContactRequest]:
        return self.requests.get(promise.Bucket.TODAY, [])

    @property
    def tomorrow(self) -> list[ContactRequest]:
        return self.requests.get(promise.Bucket.TOMORROW, [])


def waiting_today(user: User, now: datetime) -> Waiting:
    """Late, today and tomorrow among what this person should answer, and what they have to examine."""
    rows = light(ContactRequest.objects.visible_to(user, now).waiting_for(user))
    requests: dict[promise.Bucket, list[ContactRequest]] = {}
    # Two days and a margin: whatever the time zone, « tomorrow » is among them.
    for row in rows.filter(due_at__lt=now + timedelta(days=3)).order_by("due_at", "pk"):
        bucket = promise.bucket(row.due_at, now, row.filing.timezone)
        if bucket in SOON:
            requests.setdefault(bucket, []).append(row)
    return Waiting(
        requests,
        redirections=Redirection.objects.received_by(user, now).waiting_for_answer().count(),
        contradictions=contradictions_for(user, now).count(),
    )


def digests_due(now: datetime) -> Iterator[tuple[int, date]]:
    """Whose hour has come, and which day it is where they work. One query."""
    rows = (
        Referent.objects.in_force(now.date())
        .filter(user__is_active=True)
        .order_by("user", "structure__name", "pk")
        .values_list("user", "structure__commune", "user__daily_digest", *_SETTINGS)
    )
    seen: set[int] = set()
    for user, commune, has_row, hour, last_day in rows:
        if user in seen:
            continue  # of several structures, the first one by name gives the time zone
        seen.add(user)
        local = now.astimezone(ZoneInfo(timezone_at(commune)))
        wanted = hour if has_row else DailyDigest.USUAL_HOUR
        is_new = last_day is None or last_day < local.date()
        if wanted is not None and is_new and is_time(local, wanted):
            yield user, local.date()


_SETTINGS = ("user__daily_digest__hour", "user__daily_digest__last_day")


def is_time(local: datetime, hour: int) -> bool:
    """Whether the digest of this hour may leave at this local moment: at its hour, or a little later."""
    begins = local.replace(hour=hour, minute=0, second=0, microsecond=0)
    return begins <= local < begins + CATCH_UP
