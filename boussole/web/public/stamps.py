"""What the form carries with it, signed: its key, when it was shown, which answers it showed."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.core import signing

from boussole.web.public.forms.filing import SharedLine

SALT = "boussole.web.public.filing"
LONGEST_LIFE = timedelta(hours=24)  # as long as a visit: after, the page is shown again, with what was typed


@dataclass(frozen=True, slots=True)
class Stamp:
    """`key` makes a repeated form harmless; `shown` proves which lines the young person had before their eyes."""

    key: UUID
    shown_at: datetime
    shown: str

    def as_text(self) -> str:
        return signing.dumps([str(self.key), int(self.shown_at.timestamp()), self.shown], salt=SALT)


def stamp_from(text: str, now: datetime) -> Stamp | None:
    """The stamp of a form that comes back; None when it is not ours, or too old."""
    try:
        key, shown_at, shown = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    stamp = Stamp(UUID(key), datetime.fromtimestamp(shown_at, tz=UTC), shown)
    return stamp if now - stamp.shown_at <= LONGEST_LIFE else None


def fingerprint_of(lines: Iterable[SharedLine]) -> str:
    """Equal for the same answers in the same words."""
    content = json.dumps([[line.key, asdict(line.answer)] for line in lines])
    return sha256(content.encode()).hexdigest()[:16]
