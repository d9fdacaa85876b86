"""The lines of a work list: what each request waits for, and who tried last."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from boussole.contact_requests import owed as owing
from boussole.contact_requests.handing_over import agree_by, answer_by
from boussole.contact_requests.models import ContactRequest, FollowUp, Redirection
from boussole.contact_requests.owed import Owed, What
from boussole.contact_requests.promise import Bucket, PromiseState, bucket
from boussole.contact_requests.queries.clock import facts_with
from boussole.contact_requests.schedule import Audience, Handover
from boussole.contact_requests.worklist import owed_in_short
from boussole.core.typography import day_in_words


class Attempt(NamedTuple):
    """One attempt to reach the young person, as a list needs it."""

    at: datetime
    result: str
    by: int | None
    first_name: str | None
    last_name: str | None


@dataclass(frozen=True, slots=True)
class Line:
    """One request of a list, with its next gesture in words."""

    row: ContactRequest
    owed: Owed
    in_words: str
    promise: PromiseState
    last_attempt: Attempt | None
    now: datetime

    @property
    def bucket(self) -> Bucket | str:
        """Late, today, tomorrow or later, while a first call is owed; nothing after it."""
        if self.owed.what != What.CALL:
            return ""
        return bucket(self.row.due_at, self.now, self.row.filing.timezone)

    def tried_by(self, reader: int) -> str:
        """« Dernier essai : vous, lundi 23 novembre »; empty before the first one."""
        if self.last_attempt is None:
            return ""
        names = (self.last_attempt.first_name, self.last_attempt.last_name)
        name = " ".join(each for each in names if each) or "une personne de la structure"
        who = "vous" if self.last_attempt.by == reader else name
        day = day_in_words(self.row.day_of(self.last_attempt.at))
        return f"Dernier essai : {who}, {day}"


def lines_of(rows: Iterable[ContactRequest], now: datetime) -> list[Line]:
    """These requests, as lines. Two queries at most, whatever their number: none for those never tried.

    Much lighter than `with_clocks`, which also knows the ledger and the words of the young person. Who is
    away changes who owes the gesture, not the gesture: absences are not read.
    """
    found = list(rows)
    tried = [row.pk for row in found if row.first_attempt_at]
    attempts = _attempts_on(tried)
    handovers = _handovers_of({row.pk: row.filing.timezone for row in found if row.is_open})
    return [_line(row, attempts[row.pk], handovers.get(row.pk), now) for row in found]


def _line(row: ContactRequest, attempts: Sequence[Attempt], handover: Handover | None, now: datetime) -> Line:
    moments = [attempt.at for attempt in attempts]
    reached = [attempt.at for attempt in attempts if attempt.result == FollowUp.Result.REACHED]
    facts = facts_with(
        row,
        reached_at=min(reached, default=None),
        attempts=len(moments),
        days_of_attempts=len({row.day_of(moment) for moment in moments}),
        handover=handover,
    )
    due = owing.owed(facts, (), now)
    return Line(
        row,
        due,
        owed_in_short(due, len(moments), now, row.filing.timezone),
        row.promise_state(now),
        attempts[-1] if attempts else None,
        now,
    )


def _attempts_on(requests: Sequence[int]) -> dict[int, list[Attempt]]:
    found: dict[int, list[Attempt]] = defaultdict(list)
    if requests:
        rows = FollowUp.objects.filter(contact_request__in=requests).exclude(kind=FollowUp.Kind.NOTE)
        columns = ("contact_request", "at", "result", "by", "by__first_name", "by__last_name")
        for request, *attempt in rows.order_by("at", "pk").values_list(*columns):
            found[request].append(Attempt(*attempt))
    return found


def _handovers_of(timezones: Mapping[int, str]) -> dict[int, Handover]:
    """By request, with the time zone of each."""
    if not timezones:
        return {}
    under_way = Redirection.objects.under_way().filter(contact_request__in=timezones)
    needed = under_way.only("contact_request", "status", "at", "proposed_at")
    return {
        each.contact_request_id: _handover_of(each, timezones[each.contact_request_id]) for each in needed
    }


def _handover_of(redirection: Redirection, timezone: str) -> Handover:
    """Whom a redirection under way waits for."""
    if redirection.status == Redirection.Status.WAITING_AGREEMENT:
        return Handover(Audience.YOUNG_PERSON, agree_by(redirection.at, timezone))
    if redirection.status == Redirection.Status.PROPOSED:
        return Handover(Audience.RECEIVER, answer_by(redirection.proposed_at or redirection.at, timezone))
    return Handover(Audience.OWNER_OR_CONTACT)
