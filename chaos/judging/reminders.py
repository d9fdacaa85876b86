"""Whether the ledger and the messages of reminders are those of the schedule: none early, none twice, none missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import datetime, timedelta

from boussole.contact_requests.queries.clock import absences_of, calendar_of, facts_of, steps_due
from boussole.contact_requests.schedule import Kind, schedule
from chaos.judging.evidence import REMINDERS, Evidence, Rows

# By plain arithmetic, whatever the schedule says: none of these before the date has passed.
AFTER_THE_DATE = {
    Kind.LATE: timedelta(),
    Kind.ONE_DAY_LATE: timedelta(days=1),
    Kind.APOLOGY: timedelta(days=1),
    Kind.THREE_DAYS_LATE: timedelta(days=3),
}


def early(evidence: Evidence, rows: Rows) -> Iterable[str]:
    """Told before its moment, or when the schedule of this request had nothing of the kind."""
    for line in rows.ledger:
        row = rows.with_clocks[line.contact_request_id]
        kind = Kind(line.kind)
        planned = schedule(facts_of(row), absences_of(row), calendar_of(row))
        moments = [step.at for step in planned if (step.kind, step.day) == (kind, line.day)]
        earliest = row.due_at + AFTER_THE_DATE[kind] if kind in AFTER_THE_DATE else row.filed_at
        if not moments:
            yield f"{kind} of request {row.pk}: nothing of the kind was planned on {line.day}"
        elif line.at < max(moments[0], earliest):
            yield f"{kind} of request {row.pk}: told at {line.at:%d %H:%M}, planned at {moments[0]:%d %H:%M}"


def twice(evidence: Evidence, rows: Rows) -> Iterable[str]:
    lines = Counter((line.contact_request_id, line.kind) for line in rows.ledger)
    yield from (f"{kind} of request {pk}: {count} lines" for (pk, kind), count in lines.items() if count > 1)
    written = Counter(
        (m.template, m.to_address, m.about_id) for m in rows.messages if m.template in REMINDERS
    )
    for (template, _, about), count in written.items():
        if count > 1:
            yield f"{template} about {about}: written {count} times to the same address"


def half_told(evidence: Evidence, rows: Rows) -> Iterable[str]:
    """The ledger and the messages commit together: it tells as many as there are."""
    about = Counter((m.about_id, m.created_at) for m in rows.messages if m.template in REMINDERS)
    promised: Counter[tuple[str, datetime]] = Counter()
    for line in rows.ledger:
        promised[(str(line.contact_request_id), line.at)] += line.messages
    for key in about.keys() | promised.keys():
        if about[key] != promised[key]:
            yield f"request {key[0]}: {promised[key]} messages in the ledger, {about[key]} written"


def forgotten(evidence: Evidence, rows: Rows) -> Iterable[str]:
    """Whatever was killed: what was due at the last sweep is in the ledger."""
    if evidence.swept_at is None:
        return
    for pk, row in rows.with_clocks.items():
        if row.is_open and row.first_attempt_at is None:
            for step in steps_due(row, evidence.swept_at):
                yield f"request {pk}: {step.kind} was due on {step.day}"
