"""Whether every message was written with what it tells, and left: once, or recognisably twice."""

from __future__ import annotations

from collections.abc import Iterable

from boussole.mail.models import OutgoingMessage
from chaos.judging.evidence import Evidence, Rows
from chaos.plan import Kind
from chaos.post_office import Accepted, PostOffice
from chaos.stage import Event

IN_HAND = 3.0  # seconds to begin handing a message over, and to write down that it was accepted
MAY_DOUBLE = (Kind.KILL_WORKER, Kind.KILL_POSTGRES, Kind.SMTP_DOWN)


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
    """Whether a kill came between our taking it in hand and our writing down that it was accepted."""
    first, last = one.began - IN_HAND, one.at + IN_HAND
    return any(event.kind in MAY_DOUBLE and event.at <= last and event.until >= first for event in events)


def wrongly_given_up(evidence: Evidence, rows: Rows) -> Iterable[str]:
    for message in rows.messages:
        if message.status == "DEAD" and message.to_address not in evidence.post.refused_for_good:
            yield f"{message.pk}: given up ({message.last_error}), and no server had refused it for good"
