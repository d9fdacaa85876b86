"""Who is away, read for many rows at once; and who must know when that changes.

Modules above react to an absence without this one knowing them: they register here, in their `reactions.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime

from boussole.accounts.models import User
from boussole.core.clock import local_day
from boussole.core.reactions import Reactions
from boussole.partners.models import Absence, Structure
from boussole.territories.geography import timezone_at

# The absence, who changed it (None: the machine), when: declared, changed or cancelled.
_changes = Reactions[Absence, User | None, datetime]()
on_change, tell_of_change = _changes.register, _changes.tell


def covering(structure_ids: Iterable[int], day: date) -> dict[int, list[Absence]]:
    """By structure, the absences of that day, whole structures (`user` None) included. One query."""
    return between(structure_ids, day, day)


def between(structure_ids: Iterable[int], first: date, last: date) -> dict[int, list[Absence]]:
    """By structure, the absences with a day between these two, both included. One query.

    The absent person and the deputy are at hand on each row.
    """
    found: dict[int, list[Absence]] = defaultdict(list)
    rows = Absence.objects.overlapping(first, last).of_structures(set(structure_ids))
    for absence in rows.select_related("user", "deputy"):
        found[absence.structure_id].append(absence)
    return dict(found)


def today_at(structure: Structure, now: datetime) -> date:
    """The day it is where the structure is: an absence begins and ends at its midnight."""
    return local_day(now, timezone_at(structure.commune))
