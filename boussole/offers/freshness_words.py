"""Where an offer stands with regard to its date, in French: the same words in mails and on pages. Pure."""

from __future__ import annotations

from datetime import date

from boussole.core.typography import day_in_words
from boussole.offers.freshness import Calendar, State

LABELS = {
    State.FRESH: "À jour",
    State.SOON: "À confirmer bientôt",
    State.LATE: "Date passée",
    State.DOWN: "En fin de liste",
    State.OFF: "Plus montrée",
}


def standing_in_words(confirm_by: date | None, day: date) -> str:
    """« à confirmer avant le mardi 8 décembre », « en fin de liste depuis le…, plus montrée à partir du… »."""
    if confirm_by is None:
        return "sans date de confirmation"
    dates = Calendar(confirm_by)
    match dates.state(day):
        case State.LATE:
            down = day_in_words(dates.down_from)
            return f"à confirmer depuis le {day_in_words(confirm_by)}, en fin de liste à partir du {down}"
        case State.DOWN:
            off = day_in_words(dates.off_from)
            return (
                f"en fin de liste depuis le {day_in_words(dates.down_from)}, plus montrée à partir du {off}"
            )
        case State.OFF:
            return f"plus montrée depuis le {day_in_words(dates.off_from)}"
    if confirm_by == day:
        return "à confirmer aujourd’hui"
    return f"à confirmer avant le {day_in_words(confirm_by)}"
