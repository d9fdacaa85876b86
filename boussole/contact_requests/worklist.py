"""What a line of the work list says: few words, the gesture first. Pure."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from boussole.contact_requests.owed import ENOUGH_ATTEMPTS, Owed, What
from boussole.core.typography import DAYS, NO_BREAK, counted, day_in_words

WITHOUT_DATE = {
    What.REVIEW: "À vérifier par l’animation",
    What.CLOSE: "À terminer : dites la suite donnée",
    What.AGREE: "En attente de l’accord de la personne",
    What.DECIDE: "À décider : réorientation sans réponse",
    What.ACCEPT: "En attente de l’autre structure",
    What.NOTHING: "",
}


def owed_in_short(owed: Owed, attempts: int, now: datetime, timezone: str) -> str:
    """« À appeler avant mardi soir », « À rappeler : 1 essai sur 3 »; empty when nothing is owed."""
    if owed.what == What.CALL:
        return _call_before(owed.before, now, timezone)
    if owed.what == What.CALL_AGAIN:
        if attempts < ENOUGH_ATTEMPTS:
            tries = counted(attempts, "essai")
            return f"À rappeler : {tries} sur{NO_BREAK}{ENOUGH_ATTEMPTS}"
        # Three on one day do not make somebody unreachable (product.md 5.4).
        return f"À rappeler un autre jour : {counted(attempts, 'essai')} le même jour"
    return WITHOUT_DATE[owed.what]


def _call_before(before: datetime | None, now: datetime, timezone: str) -> str:
    if before is None:
        return "À appeler"
    if before < now:
        return "À appeler sans attendre"
    zone = ZoneInfo(timezone)
    last_day = before.astimezone(zone).date()
    days = (last_day - now.astimezone(zone).date()).days
    if days >= 7:
        return f"À appeler avant la fin du {day_in_words(last_day)}"
    end = {0: "ce", 1: "demain"}.get(days, DAYS[last_day.weekday()])
    return f"À appeler avant {end} soir"
