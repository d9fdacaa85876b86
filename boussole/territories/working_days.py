"""The days on which offices are open, bank holidays of each territory included. Pure: rules, no table.

Code du travail, art. L3133-1 (the eleven days), L3134-13 (Alsace-Moselle), L3422-2 and loi 83-550 with
décret 2012-553 (the day that commemorates the abolition of slavery, overseas).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

SATURDAY = 5
EVERYWHERE = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))  # month, day
AFTER_EASTER = (1, 39, 50)  # Easter Monday, Ascension, Whit Monday
ALSACE_MOSELLE = frozenset({"57", "67", "68"})
GOOD_FRIDAY, SAINT_STEPHEN = -2, (12, 26)
ABOLITION_OF_SLAVERY = {
    "971": (5, 27),
    "972": (5, 22),
    "973": (6, 10),
    "974": (12, 20),
    "976": (4, 27),
    "977": (10, 9),
    "978": (5, 28),
}


@dataclass(frozen=True, slots=True)
class WorkingDays:
    """Monday to Friday, less the bank holidays of one département."""

    departement: str = ""

    def is_worked(self, day: date) -> bool:
        return day.weekday() < SATURDAY and day not in bank_holidays(day.year, self.departement)


@lru_cache(maxsize=512)
def bank_holidays(year: int, departement: str = "") -> frozenset[date]:
    """The bank holidays of a year in a département; the national ones when it is not known."""
    fixed, after_easter = list(EVERYWHERE), list(AFTER_EASTER)
    if departement in ALSACE_MOSELLE:
        fixed.append(SAINT_STEPHEN)
        after_easter.append(GOOD_FRIDAY)
    if departement in ABOLITION_OF_SLAVERY:
        fixed.append(ABOLITION_OF_SLAVERY[departement])
    sunday = easter(year)
    return frozenset(
        [date(year, month, day) for month, day in fixed] + [sunday + timedelta(n) for n in after_easter]
    )


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Butcher and Meeus)."""
    golden = year % 19
    century, rest = divmod(year, 100)
    leap_centuries, plain_centuries = divmod(century, 4)
    moon_correction = (century - (century + 8) // 25 + 1) // 3
    epact = (19 * golden + century - leap_centuries - moon_correction + 15) % 30
    weekday = (32 + 2 * plain_centuries + 2 * (rest // 4) - epact - rest % 4) % 7
    late = (golden + 11 * epact + 22 * weekday) // 451
    month, day = divmod(epact + weekday - 7 * late + 114, 31)
    return date(year, month, day + 1)
