"""How far the visitor may leap, and what each leap makes late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest
from boussole.core.typography import NO_BREAK, counted, enumeration
from boussole.demo import lina

LEAPS: Mapping[str, tuple[str, timedelta]] = {
    "1-heure": (f"+{NO_BREAK}1{NO_BREAK}heure", timedelta(hours=1)),
    "1-jour": (f"+{NO_BREAK}1{NO_BREAK}jour", timedelta(days=1)),
    "3-jours": (f"+{NO_BREAK}3{NO_BREAK}jours", timedelta(days=3)),
    "1-semaine": (f"+{NO_BREAK}1{NO_BREAK}semaine", timedelta(weeks=1)),
}


@dataclass(frozen=True, slots=True)
class Leap:
    """A button, and what it does."""

    code: str
    label: str
    consequence: str
    is_harmless: bool


def leaps(now: datetime) -> list[Leap]:
    """Every button, with the requests whose date would pass. One query."""
    farthest = max(by for _, by in LEAPS.values())
    dates = list(_dates(now, now + farthest))
    found = []
    for code, (label, by) in LEAPS.items():
        passing = [is_linas for due, is_linas in dates if due < now + by]
        found.append(Leap(code, label, _in_words(len(passing), any(passing)), not passing))
    return found


def became_late(before: datetime, after: datetime) -> str:
    """What the clock has just made late: « 3 demandes sont passées en retard, dont une de Lina »."""
    passed = [is_linas for _, is_linas in _dates(before, after)]
    if not passed:
        return "Aucune demande n’est passée en retard."
    words = "est passée en retard" if len(passed) == 1 else "sont passées en retard"
    hers = ", dont une de Lina" if any(passed) else ""
    return f"{counted(len(passed), 'demande')} {words}{hers}."


def let_the_clock_tell(now: datetime) -> str:
    """Send at once what the leap made due, rather than wait for the worker: « 3 rappels sont partis. »"""
    told = actions.remind_due(now=now).told + actions.ask_opinions(now=now).told
    count = told.total()
    if not count:
        return ""
    words = "est parti" if count == 1 else "sont partis"
    return f"{counted(count, 'rappel')} {words}."


def _dates(since: datetime, until: datetime) -> list[tuple[datetime, bool]]:
    """When each promise that still waits for an answer ends, and whether it was made to Lina."""
    waiting = ContactRequest.objects.awaiting_answer().filter(filing__is_quarantined=False)
    rows = waiting.filter(due_at__gte=since, due_at__lt=until).values_list("due_at", "filing__key")
    return [(due, key == lina.KEY) for due, key in rows]


def _in_words(count: int, has_linas: bool) -> str:
    if not count:
        return "aucun retard de plus"
    return f"{counted(count, 'retard')} de plus{', dont Lina' if has_linas else ''}"


def advance_in_words(offset: timedelta) -> str:
    """« 3 jours et 2 heures »; empty when the demo's clock says what yours does."""
    parts = []
    if offset.days:
        parts.append(counted(offset.days, "jour"))
    if hours := round(offset.seconds / 3600):
        parts.append(counted(hours, "heure"))
    return enumeration(parts)
