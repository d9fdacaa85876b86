"""Whether jobs are born with what they are for, and outlive their worker."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from chaos.judging.evidence import ACKNOWLEDGEMENT, Evidence, Rows
from chaos.plan import Kind
from chaos.stage import Event

RESUME_WITHIN = 60.0  # seconds (guarantees.md G6)
# The trace of a filing is written once, in its transaction, and never touched again: so is the birth of a job.
NOT_BORN_TOGETHER = """
SELECT message.id::text FROM mail_outgoingmessage message
JOIN audit_entry entry ON entry.object_id = message.about_id
    AND entry.code = 'contact_request.filed' AND message.template = %(template)s
WHERE NOT EXISTS (
    SELECT 1 FROM procrastinate_jobs job JOIN procrastinate_events event ON event.job_id = job.id
    WHERE job.args ->> 'message_id' = message.id::text
      AND event.type = 'deferred' AND event.xmin::text = entry.xmin::text)
"""


def born_without_a_job(evidence: Evidence, rows: Rows) -> Iterable[str]:
    """Its first job commits with the message: the sweep is there for what nobody foresaw, not for that."""
    with connection.cursor() as cursor:
        cursor.execute(NOT_BORN_TOGETHER, {"template": ACKNOWLEDGEMENT})
        corrected = {str(f.pk) for f in rows.filings.values() if f.revision > 1}
        about = {str(message.pk): message.about_id for message in rows.messages}
        for (pk,) in cursor.fetchall():
            if about[pk] not in corrected:
                yield f"{pk}: its job was not written with it"


def stuck_jobs(evidence: Evidence, rows: Rows) -> Iterable[str]:
    for resumed in resumptions(evidence.events):
        if resumed.after is None or (resumed.alone and resumed.after > RESUME_WITHIN):
            yield f"job {resumed.job}, killed: {resumed.life or 'nothing more'}"


@dataclass(frozen=True, slots=True)
class Resumed:
    """A job whose worker was killed. `alone`: no other kill came before it began again."""

    job: int
    after: float | None
    alone: bool
    life: str = ""


def resumptions(events: Iterable[Event]) -> list[Resumed]:
    """How long each job of a killed worker waited, from the kill to its next start."""
    kills = [event.at for event in events if event.kind == Kind.KILL_WORKER]
    others = [event for event in events if event.kind in (Kind.KILL_WORKER, Kind.KILL_POSTGRES)]
    query = "SELECT job_id, type::text, at FROM procrastinate_events ORDER BY job_id, id"
    with connection.cursor() as cursor:
        cursor.execute(query)
        lives: dict[int, list[tuple[str, datetime]]] = {}
        for job, kind, at in cursor.fetchall():
            lives.setdefault(job, []).append((kind, at))
    found: list[Resumed] = []
    for job, life in lives.items():
        for n, (kind, at) in enumerate(life):
            if kind == "started":
                found += _interrupted(job, at.timestamp(), life[n + 1 :], kills, others)
    return found


def _interrupted(
    job: int, began: float, then: list[tuple[str, datetime]], kills: list[float], others: list[Event]
) -> Iterable[Resumed]:
    ended = then[0][1].timestamp() if then else float("inf")
    kill = next((at for at in kills if began < at < ended), None)
    if kill is None or (then and then[0][0] in ("succeeded", "failed")):
        return
    again = next((at.timestamp() for kind, at in then if kind in ("started", "failed")), None)
    until = again or float("inf")
    alone = not any(
        kill < event.at < until or kill < event.until < until for event in others if event.at != kill
    )
    life = ", ".join(f"{kind} after {at.timestamp() - kill:.0f} s" for kind, at in then)
    yield Resumed(job, again - kill if again else None, alone, life)
