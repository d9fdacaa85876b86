"""What the accessibility statement may say: computed from the last audit by a person, never from a tool's score."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

VALID_YEARS = 3


@dataclass(frozen=True, slots=True)
class Audit:
    """One audit of the site against the RGAA: who, when, and the share of criteria met."""

    auditor: str
    day: date
    criteria_met: int
    criteria_applicable: int
    sample: tuple[str, ...]

    @property
    def percent(self) -> float:
        return 100 * self.criteria_met / self.criteria_applicable

    def is_valid_on(self, day: date) -> bool:
        return day < self.day.replace(year=self.day.year + VALID_YEARS)


# Nobody has audited the site yet. When somebody has, write it here: the pages follow.
LAST_AUDIT: Audit | None = None


def mention(day: date, audit: Audit | None = LAST_AUDIT) -> str:
    """One of the three mentions of the RGAA; without a valid audit, « non conforme »."""
    if audit is None or not audit.is_valid_on(day) or audit.percent < 50:
        return "non conforme"
    return "totalement conforme" if audit.percent == 100 else "partiellement conforme"
