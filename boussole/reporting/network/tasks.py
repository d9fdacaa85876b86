"""One thing to do for the network, how urgent it is, and which comes first. Pure: dates in, an order out.

Urgent is what a young person already feels: nobody calls back, nobody answers for a structure, its offers are not
shown. Then comes what has a day, then what only waits.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import IntEnum, StrEnum
from uuid import UUID

from boussole.core.typography import alphabetical
from boussole.partners.teams import TO_ANIMATION_AFTER


class Kind(StrEnum):
    """What there is to do; in the order in which things equally urgent are shown."""

    LATE_REQUESTS = "LATE_REQUESTS"  # promises that are past
    NOBODY = "NOBODY"  # a partner for whom no one answers
    HOLE = "HOLE"  # a theme, or a part of its zone, for which no one answers
    UNCOVERED = "UNCOVERED"  # a partner without a charter: its offers are not shown
    TOLERANCE = "TOLERANCE"  # the dated tolerance is about to end
    SOONER = "SOONER"  # the structure proposes an earlier end, and waits for an answer
    ENDING = "ENDING"  # after a notice
    REFUSED = "REFUSED"
    TO_SEND = "TO_SEND"
    SIGNING = "SIGNING"  # and who is waited for
    REVIEW = "REVIEW"  # offers proposed by their structure
    UNCONFIRMED = "UNCONFIRMED"  # offers that nobody says are still true
    INVITATION = "INVITATION"  # on its last day, or without an answer
    TEAM = "TEAM"  # nobody has said who still belongs to it
    SILENT = "SILENT"  # somebody who has not signed in for months
    ERROR = "ERROR"  # of the directory, that nobody has settled
    SEAL = "SEAL"  # a charter signed before that day, whose document is not made
    RENEWAL = "RENEWAL"


class Urgency(IntEnum):
    NOW = 0
    SOON = 1
    LATER = 2


@dataclass(frozen=True, slots=True)
class Signing:
    """How far a charter at work has come, for whoever reads the desk."""

    is_sent: bool
    is_complete: bool = True  # each of the four has a name, a function and an address
    mine: str = ""  # the capacity in which the reader is waited for
    last_mail: date | None = None  # to those who are waited for, the reader left out


@dataclass(frozen=True, slots=True)
class Task:
    """One line: what, about whom, since or until which day, and what its gesture needs to know."""

    kind: Kind
    name: str  # of the structure, or of whoever it is about
    day: date | None = None
    until: date | None = None  # a second day: the end that an earlier one would replace
    count: int = 1
    one: str = ""  # what the address of its object says, when it is about a single one
    structure: UUID | None = None
    code: str = ""  # of the structure, by which lists are narrowed
    phone: str = ""  # the number to call: public, or of somebody at work
    charter: UUID | None = None
    signing: Signing | None = None
    people: tuple[str, ...] = ()
    said: str = ""  # word for word: why somebody refused, what is wrong
    hides_offers: bool = False  # until it is done, young people do not see what the structure offers


# From how long before its day something becomes urgent, or how long after it has waited.
_NEAR = timedelta(days=7)
_REVIEWED_WITHIN = timedelta(days=3)
_SENT_WITHIN = timedelta(days=7)
_SIGNED_WITHIN = timedelta(days=14)

_ALWAYS = {
    Kind.LATE_REQUESTS: Urgency.NOW,
    Kind.NOBODY: Urgency.NOW,
    Kind.HOLE: Urgency.NOW,
    Kind.UNCOVERED: Urgency.NOW,
    Kind.REFUSED: Urgency.SOON,
    Kind.UNCONFIRMED: Urgency.SOON,
    Kind.INVITATION: Urgency.SOON,
    Kind.ERROR: Urgency.SOON,
    Kind.SILENT: Urgency.LATER,
    Kind.SEAL: Urgency.LATER,
    Kind.RENEWAL: Urgency.LATER,
}
# Those whose day is the end of something, and those that have waited since their day.
_UNTIL = {Kind.TOLERANCE: _NEAR, Kind.SOONER: _NEAR, Kind.ENDING: _NEAR}
_SINCE = {
    Kind.REVIEW: (_REVIEWED_WITHIN, Urgency.SOON, Urgency.NOW),
    Kind.TO_SEND: (_SENT_WITHIN, Urgency.LATER, Urgency.SOON),
    Kind.SIGNING: (_SIGNED_WITHIN, Urgency.LATER, Urgency.SOON),
    Kind.TEAM: (TO_ANIMATION_AFTER, Urgency.LATER, Urgency.SOON),
}


def urgency_of(task: Task, day: date) -> Urgency:
    """How long it can still wait, that day."""
    if task.hides_offers:
        return Urgency.NOW
    if task.kind in _UNTIL:
        is_near = task.day is not None and task.day - day <= _UNTIL[task.kind]
        return Urgency.NOW if is_near else Urgency.SOON
    if task.kind in _SINCE:
        patience, before, after = _SINCE[task.kind]
        return after if task.day is not None and day - task.day >= patience else before
    return _ALWAYS[task.kind]


def in_order(tasks: Iterable[Task], day: date) -> list[tuple[Urgency, Task]]:
    """The most urgent first; then by kind, the oldest day first, and by name."""
    kinds = list(Kind)

    def turn(each: tuple[Urgency, Task]) -> tuple[int, int, date, str]:
        urgency, task = each
        return urgency, kinds.index(task.kind), task.day or date.min, alphabetical(task.name)

    return sorted(((urgency_of(task, day), task) for task in tasks), key=turn)
