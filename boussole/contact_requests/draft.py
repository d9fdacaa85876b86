"""What a young person typed, checked and ready to be filed. Pure values."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from uuid import UUID

MINIMUM_AGE = 15  # loi Informatique et Libertés, art. 45; product.md 5.4


@dataclass(frozen=True, slots=True)
class SharedAnswer:
    """One line of the situation, in the words shown to the young person who agreed to share it."""

    question: str
    label: str
    text: str
    sensitive: bool = False


@dataclass(frozen=True, slots=True)
class Reachable:
    """How and when to reach somebody: a phone number (+33…), an e-mail, or both."""

    first_name: str = ""
    phone: str = ""
    email: str = ""
    moments: tuple[str, ...] = ()
    voicemail_ok: bool = False
    message: str = ""


@dataclass(frozen=True, slots=True)
class FilingDraft:
    """One form for one or several offers. `key` comes from the page and makes a double press harmless."""

    key: UUID
    reachable: Reachable
    age: int
    commune: str
    second_commune: str
    offers: tuple[int, ...]
    # By theme code: what the requests of that theme share, and why each offer matched (by offer id).
    situations: Mapping[str, tuple[SharedAnswer, ...]] = field(default_factory=dict)
    reasons: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    agreement_version: str = ""
    is_doubtful: bool = False

    @property
    def fingerprint(self) -> str:
        """Equal for the same content: tells a repeated form from a corrected one."""
        content = [
            asdict(self.reachable),
            self.age,
            self.commune,
            self.second_commune,
            sorted(self.offers),
            {theme: [asdict(line) for line in lines] for theme, lines in sorted(self.situations.items())},
        ]
        return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
