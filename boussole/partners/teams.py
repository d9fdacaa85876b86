"""Who still belongs to a team: until when it is taken as said, and who is asked (guarantees.md T4, G20).

Each person is confirmed for three months, from the day they began or were last confirmed. Then the people responsible
for the structure are asked, once more after fifteen days without a word, and after thirty the animation is told: its
delays count from the first mail, so that nobody is denounced who was not asked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta

from django.db.models import F
from django.db.models.functions import Coalesce, Greatest

from boussole.core.months import months_after
from boussole.partners.models import Referent, Structure, TeamReminder

CONFIRMED_FOR = 3  # months
SOON = timedelta(days=15)  # those whose day is that near are confirmed along with the others
LATE_AFTER = timedelta(days=15)
TO_ANIMATION_AFTER = timedelta(days=30)
SHORTEST = timedelta(days=89)  # three months, the shortest there are

Kind = TeamReminder.Kind


def due_on(referent: Referent) -> date:
    """The day from which somebody must say again that this person belongs to the team."""
    said_on = max(filter(None, (referent.starts_on, referent.confirmed_on)))
    return months_after(said_on, CONFIRMED_FOR)


def to_confirm(structures: Iterable[Structure | int], day: date) -> list[Referent]:
    """The people of these structures whose day has come, the longest waiting first. One query.

    Whoever is about to leave, and an account that is closed, need no confirmation.
    """
    said_on = Greatest("starts_on", Coalesce("confirmed_on", "starts_on"))
    rows = Referent.objects.in_force(day).filter(
        structure__in=structures, user__is_active=True, ends_on__isnull=True
    )
    rows = rows.annotate(said_on=said_on).filter(said_on__lte=day - SHORTEST)
    rows = rows.select_related("user", "structure").order_by(F("said_on").asc(), "pk")
    return [row for row in rows if due_on(row) <= day]


def notice_due(sent: Mapping[str, date], day: date, *, somebody_manages: bool) -> Kind | None:
    """What must be sent that day for a team to confirm, from the days when the rest was: one thing at a time."""
    if not somebody_manages:
        return None if Kind.TO_ANIMATION in sent else Kind.TO_ANIMATION
    if Kind.DUE not in sent:
        return Kind.DUE
    waited = day - sent[Kind.DUE]
    if Kind.LATE not in sent and waited >= LATE_AFTER:
        return Kind.LATE
    if Kind.TO_ANIMATION not in sent and waited >= TO_ANIMATION_AFTER:
        return Kind.TO_ANIMATION
    return None
