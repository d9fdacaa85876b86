"""How long is left before a promised moment, in words. Pure: the clock is given."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from boussole.core.typography import DAYS, counted, day_in_words


@dataclass(frozen=True)
class Remaining:
    """`tone` is late, today, soon or calm; `words` say the same to who does not see colours."""

    tone: str
    words: str


def remaining(due: datetime, now: datetime, timezone: str = "Europe/Paris") -> Remaining:
    """What separates `now` from `due`, in the calendar days of the territory.

    A promise ends with its day: the last day reads « jusqu’à ce soir », not in hours.
    """
    zone = ZoneInfo(timezone)
    last_day, today = due.astimezone(zone).date(), now.astimezone(zone).date()
    days = (last_day - today).days
    if due < now:
        return Remaining(
            "late", f"en retard de {counted(-days, 'jour')}" if days else "en retard depuis aujourd’hui"
        )
    if days == 0:
        return Remaining("today", "aujourd’hui, jusqu’à ce soir")
    if days == 1:
        return Remaining("soon", f"encore {counted(1, 'jour')}, jusqu’à demain soir")
    end = f"à {DAYS[last_day.weekday()]} soir" if days < 7 else f"au {day_in_words(last_day)}"
    return Remaining("calm", f"encore {counted(days, 'jour')}, jusqu’{end}")
