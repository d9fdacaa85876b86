"""The judge: from the rows, the receipts and the book of the mail server, what was lost, doubled or forgotten."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from boussole.contact_requests.models import ContactRequest, Filing, StatusChange
from boussole.mail.models import OutgoingMessage
from chaos.plan import Kind
from chaos.post_office import POISON_DOMAIN, Accepted, PostOffice
from chaos.stage import Event
from chaos.young_people import Acknowledged

FOLDER = "contact_requests/messages"
ACKNOWLEDGEMENT, RECAP, RECAP_CORRECTED = (f"{FOLDER}/{n}" for n in ("acknowledgement", "recap", "recap_corrected"))
RESUME_WITHIN = 60.0  # seconds (guarantees.md G6)
# What is accepted this long before a kill may not have been written down yet.
IN_HAND = 2.0  # seconds
MAY_DOUBLE = (Kind.KILL_WORKER, Kind.KILL_POSTGRES, Kind.SMTP_DOWN)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that must not be, and where it was seen. Empty is good."""

    name: str
    seen: tuple[str, ...]

    @property
    def is_good(self) -> bool:
        return not self.seen


@dataclass(frozen=True)
class Evidence:
    """What the harness knows by itself, without asking the product."""

    acknowledged: Sequence[Acknowledged]
    post: PostOffice
    events: Sequence[Event]
    taken_up: Sequence[UUID] = ()


def judge(evidence: Evidence) -> list[Finding]:
    """Every check, in the order of the report."""
    rows = Rows()
    return [Finding(name, tuple(check(evidence, rows))) for name, check in CHECKS.items()]


class Rows:
    """The rows of the run, read once."""

    def __init__(self) -> None:
        connection.close()
        self.filings = {filing.key: filing for filing in Filing.objects.order_by("pk")}
        self.same_key = Counter(Filing.objects.values_list("key", flat=True))
        self.same_person = Counter(Filing.objects.values_list("email", flat=True))
        self.requests: dict[UUID, list[ContactRequest]] = {}
        for row in ContactRequest.objects.select_related("offer").order_by("pk"):
            self.requests.setdefault(row.filing_id, []).append(row)
        self.messages = list(OutgoingMessage.objects.all())
        self.by_message_id = {message.message_id: message for message in self.messages}

    def expected_messages(self, filing: Filing) -> Counter[tuple[str, str, str]]:
        """(template, to, about) of all that this filing had to say, once each, or once for each correction."""
        expected: Counter[tuple[str, str, str]] = Counter()
        if filing.is_quarantined:
            return expected
        expected[(ACKNOWLEDGEMENT, filing.email, str(filing.pk))] = filing.revision
        for request in self.requests.get(filing.pk, []):
            for address in request.offer.contact_emails:
                expected[(RECAP, address, str(request.pk))] = 1
                if filing.revision > 1:
                    expected[(RECAP_CORRECTED, address, str(request.pk))] = filing.revision - 1
        return expected


# --- Filings ----------------------------------------------------------------------------------------
def lost_filings(evidence: Evidence, rows: Rows) -> Iterable[str]:
    for kept in evidence.acknowledged:
        if kept.form.key not in rows.filings:
            yield f"{kept.form.key}: a receipt was shown, and nothing is there"


def lost_requests(evidence: Evidence, rows: Rows) -> Iterable[str]:
    for kept in evidence.acknowledged:
        filing = rows.filings.get(kept.form.key)
        if filing is None:
            continue
        found = {request.offer_id for request in rows.requests.get(filing.pk, [])}
        if missing := set(kept.form.offers) - found:
            yield f"{filing.pk}: no request to offers {sorted(missing)}"


def half_written(evidence: Evidence, rows: Rows) -> Iterable[str]:
    """Acknowledged or not: a filing without requests would wait for nobody."""
    for filing in rows.filings.values():
        if not rows.requests.get(filing.pk):
            yield f"{filing.pk}: a filing without any request"


def doubles(evidence: Evidence, rows: Rows) -> Iterable[str]:
    for key, count in rows.same_key.items():
        if count > 1:
            yield f"key {key}: {count} filings"
    for email, count in rows.same_person.items():
        if count > 1:
            yield f"{email}: {count} filings"
    for requests in rows.requests.values():
        for offer, count in Counter(request.offer_id for request in requests).items():
            if count > 1:
                yield f"filing {requests[0].filing_id}: {count} requests to offer {offer}"


def lost_corrections(evidence: Evidence, rows: Rows) -> Iterable[str]:
    for kept in evidence.acknowledged:
        filing = rows.filings.get(kept.form.key)
        if kept.was_corrected and filing and filing.message != kept.form.message:
            yield f"{filing.pk}: its correction was acknowledged, and is not there"


def other_receipts(evidence: Evidence, rows: Rows) -> Iterable[str]:
    for kept in evidence.acknowledged:
        filing = rows.filings.get(kept.form.key)
        if kept.number and filing and filing.number != kept.number:
            yield f"{filing.pk}: {filing.number}, and its receipt said {kept.number}"


# --- Messages ---------------------------------------------------------------------------------------
def missing_messages(evidence: Evidence, rows: Rows) -> Iterable[str]:
    """Of every filing that is there, acknowledged or not: what it had to say was written, and has left."""
    accepted = {one.message_id for one in evidence.post.accepted}
    written = _written(rows)
    for filing in rows.filings.values():
        for (template, to, about), count in rows.expected_messages(filing).items():
            found = written.get((template, to, about), [])
            if len(found) < count:
                yield f"{template} about {about}: {len(found)} written of {count}"
            for message in found:
                if problem := _not_gone(message, accepted, evidence.post):
                    yield f"{template} {message.pk}: {problem}"


def _written(rows: Rows) -> dict[tuple[str, str, str], list[OutgoingMessage]]:
    written: dict[tuple[str, str, str], list[OutgoingMessage]] = {}
    for message in rows.messages:
        written.setdefault((message.template, message.to_address, message.about_id), []).append(message)
    return written


def _not_gone(message: OutgoingMessage, accepted: set[str], post: PostOffice) -> str:
    if message.to_address in post.refused_for_good and message.status == "DEAD":
        return ""
    if message.status != "SENT":
        return f"{message.status} {message.last_error}, after {message.attempts} attempts"
    return "" if message.message_id in accepted else "said to be sent, and no server has it"


def written_twice(evidence: Evidence, rows: Rows) -> Iterable[str]:
    written = _written(rows)
    for filing in rows.filings.values():
        for key, count in rows.expected_messages(filing).items():
            if len(found := written.get(key, [])) > count:
                yield f"{key[0]} about {key[2]}: {len(found)} written for {count}"


def strangers(evidence: Evidence, rows: Rows) -> Iterable[str]:
    """What left and was never written: a Message-ID that names no row cannot be recognised when it comes back."""
    for one in evidence.post.accepted:
        message = rows.by_message_id.get(one.message_id)
        if message is None or message.to_address != one.to:
            yield f"{one.message_id}: no row has this Message-ID"


def unexplained_duplicates(evidence: Evidence, rows: Rows) -> Iterable[str]:
    for message_id, times in accepted_more_than_once(evidence.post).items():
        for one in times[:-1]:
            if not (one.was_cut or _was_in_hand(one, evidence.events)):
                yield f"{message_id}: accepted {len(times)} times, the first in fair weather"
                break


def accepted_more_than_once(post: PostOffice) -> dict[str, list[Accepted]]:
    found: dict[str, list[Accepted]] = {}
    for one in post.accepted:
        found.setdefault(one.message_id, []).append(one)
    return {message_id: times for message_id, times in found.items() if len(times) > 1}


def _was_in_hand(one: Accepted, events: Iterable[Event]) -> bool:
    """Whether a kill came between the server's yes and our writing it down."""
    return any(e.kind in MAY_DOUBLE and e.at - IN_HAND <= one.at <= e.until + 1 for e in events)


def wrongly_given_up(evidence: Evidence, rows: Rows) -> Iterable[str]:
    for message in rows.messages:
        if message.status == "DEAD" and message.to_address not in evidence.post.refused_for_good:
            yield f"{message.pk}: given up ({message.last_error}), and no server had refused it for good"


# --- Jobs -------------------------------------------------------------------------------------------
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
        if resumed.alone and (resumed.after is None or resumed.after > RESUME_WITHIN):
            yield f"job {resumed.job}: resumed after {resumed.after or float('inf'):.0f} s"
        elif resumed.after is None:
            yield f"job {resumed.job}: never resumed"


@dataclass(frozen=True, slots=True)
class Resumed:
    """A job whose worker was killed. `alone`: no other kill came before it began again."""

    job: int
    after: float | None
    alone: bool


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
    found = []
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
    alone = not any(kill < event.at < until or kill < event.until < until for event in others if event.at != kill)
    yield Resumed(job, again - kill if again else None, alone)


# --- Gestures of professionals ------------------------------------------------------------------------
def gestures(evidence: Evidence, rows: Rows) -> Iterable[str]:
    """A take-up that was answered is there, once, and the young person was told, once."""
    requests = {request.public_id: request for owned in rows.requests.values() for request in owned}
    told = Counter(m.about_id for m in rows.messages if m.template == f"{FOLDER}/taken_up")
    changes = Counter(StatusChange.objects.filter(to_status="TAKEN_UP").values_list("contact_request", flat=True))
    for public_id in set(evidence.taken_up):
        request = requests.get(public_id)
        if request is None or request.owner_id is None:
            yield f"{public_id}: a take-up that was answered is not there"
        elif changes[request.pk] != 1 or told[str(request.pk)] != 1:
            yield f"{public_id}: taken up {changes[request.pk]} times, told {told[str(request.pk)]} times"


CHECKS: dict[str, Callable[[Evidence, Rows], Iterable[str]]] = {
    "filings lost after their receipt": lost_filings,
    "requests lost after their receipt": lost_requests,
    "filings half written": half_written,
    "filings or requests doubled": doubles,
    "corrections lost after their receipt": lost_corrections,
    "receipts that tell another number": other_receipts,
    "take-ups lost or doubled": gestures,
    "messages missing": missing_messages,
    "messages written twice": written_twice,
    "messages that name no row": strangers,
    "messages sent twice without a reason": unexplained_duplicates,
    "messages given up without a reason": wrongly_given_up,
    "messages born without their job": born_without_a_job,
    "jobs of a killed worker not resumed": stuck_jobs,
}
