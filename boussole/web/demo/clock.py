"""How far the visitor may leap, and what each leap makes late."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from django.conf import settings

from boussole.contact_requests import actions
from boussole.contact_requests.models import ContactRequest
from boussole.core.typography import NO_BREAK, counted, enumeration
from boussole.demo import lina
from boussole.mail.models import OutgoingMessage
from boussole.questionnaires import actions as questionnaires

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


def let_the_clock_tell(before: datetime, after: datetime) -> str:
    """Do at once what the leap made due, rather than wait for the worker, and say what left.

    « 14 messages sont partis, dont 3 résumés du jour. 2 demandes ont suivi une absence. »
    """
    followed = actions.follow_absences(now=after)
    actions.rescue_orphans(now=after)
    actions.remind_due(now=after)
    actions.sweep_redirections(now=after)
    actions.ask_opinions(now=after)
    questionnaires.publish_due(now=after)
    morning = last_morning(after)
    digests = actions.send_digests(now=morning) if morning > before else 0
    return " ".join(filter(None, (_left(before, digests), _followed(followed))))


def last_morning(now: datetime) -> datetime:
    """The last time that desks opened: the digests of that day are written then."""
    local = now.astimezone(ZoneInfo(settings.TIME_ZONE))
    morning = local.replace(hour=8, minute=31, second=0, microsecond=0)
    return (morning if morning <= local else morning - timedelta(days=1)).astimezone(UTC)


def _left(since: datetime, digests: int) -> str:
    count = OutgoingMessage.objects.filter(created_at__gt=since).count()
    if not count:
        return "Aucun message n’est parti."
    words = "est parti" if count == 1 else "sont partis"
    among = f", dont {counted(digests, 'résumé')} du jour" if digests else ""
    return f"{counted(count, 'message')} {words}{among}."


def _followed(count: int) -> str:
    if not count:
        return ""
    words = "a suivi" if count == 1 else "ont suivi"
    return f"{counted(count, 'demande')} {words} une absence."


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
