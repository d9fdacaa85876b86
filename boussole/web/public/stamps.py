"""What the form carries with it, signed: its key, when it was shown, which answers and promises it showed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.core import signing

from boussole.web.public.forms.filing import SharedLine

SALT = "boussole.web.public.filing"
LONGEST_LIFE = timedelta(hours=24)  # as long as a visit: after, the page is shown again, with what was typed


@dataclass(frozen=True, slots=True)
class Stamp:
    """`key` makes a repeated form harmless; `shown` proves which lines the young person had before their eyes.

    `promised` says in how many days each offer (by id) promised an answer on the page.
    """

    key: UUID
    shown_at: datetime
    shown: str
    promised: Mapping[int, int] = field(default_factory=dict)

    def as_text(self) -> str:
        promised = [[offer, days] for offer, days in self.promised.items()]
        return signing.dumps([str(self.key), int(self.shown_at.timestamp()), self.shown, promised], salt=SALT)

    def keeps_its_word(self, promised: Mapping[int, int]) -> bool:
        """Whether each of these offers still promises what the page showed; one not shown promised nothing."""
        return all(self.promised.get(offer, days) == days for offer, days in promised.items())


def stamp_from(text: str, now: datetime) -> Stamp | None:
    """The stamp of a form that comes back; None when it is not ours, or too old."""
    try:
        key, shown_at, shown, promised = signing.loads(text, salt=SALT)
    except signing.BadSignature:
        return None
    stamp = Stamp(UUID(key), datetime.fromtimestamp(shown_at, tz=UTC), shown, dict(promised))
    return stamp if now - stamp.shown_at <= LONGEST_LIFE else None


def fingerprint_of(lines: Iterable[SharedLine]) -> str:
    """Equal for the same answers in the same words."""
    content = json.dumps([[line.key, asdict(line.answer)] for line in lines])
    return sha256(content.encode()).hexdigest()[:16]
