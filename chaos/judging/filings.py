"""Whether every receipt is true: the filing is there, once, whole, as last corrected."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from boussole.contact_requests.models import StatusChange
from chaos.judging.evidence import TAKEN_UP, Evidence, Rows


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


def gestures(evidence: Evidence, rows: Rows) -> Iterable[str]:
    """A take-up that was answered is there, once, and the young person was told, once."""
    requests = {request.public_id: request for owned in rows.requests.values() for request in owned}
    told = Counter(m.about_id for m in rows.messages if m.template == TAKEN_UP)
    changes = Counter(
        StatusChange.objects.filter(to_status="TAKEN_UP").values_list("contact_request", flat=True)
    )
    for public_id in set(evidence.taken_up):
        request = requests.get(public_id)
        if request is None or request.owner_id is None:
            yield f"{public_id}: a take-up that was answered is not there"
        elif changes[request.pk] != 1 or told[str(request.pk)] != 1:
            yield f"{public_id}: taken up {changes[request.pk]} times, told {told[str(request.pk)]} times"
