"""What the judge compares: what the harness knows by itself, and the rows of the run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from uuid import UUID

from django.db import connection

from boussole.contact_requests.models import ContactRequest, Filing, Reminder
from boussole.contact_requests.queries.clock import with_clocks
from boussole.contact_requests.schedule import Kind as ReminderKind
from boussole.mail.models import OutgoingMessage
from chaos.post_office import PostOffice
from chaos.stage import Event
from chaos.young_people import Acknowledged

FOLDER = "contact_requests/messages"
ACKNOWLEDGEMENT, RECAP, RECAP_CORRECTED, TAKEN_UP = (
    f"{FOLDER}/{name}" for name in ("acknowledgement", "recap", "recap_corrected", "taken_up")
)
REMINDERS = {f"{FOLDER}/{kind.lower()}" for kind in ReminderKind} | {f"{FOLDER}/opinion"}


@dataclass(frozen=True)
class Evidence:
    """What the harness knows by itself, without asking the product."""

    acknowledged: Sequence[Acknowledged]
    post: PostOffice
    events: Sequence[Event]
    taken_up: Sequence[UUID] = ()
    swept_at: datetime | None = None  # the hour of the last sweep of reminders, when there was one


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

    @cached_property
    def with_clocks(self) -> dict[int, ContactRequest]:
        """Every request, with what its schedule needs."""
        rows = ContactRequest.objects.select_related(
            "filing__territory", "offer__theme", "structure", "owner"
        )
        return {row.pk: row for row in with_clocks(rows.order_by("pk"))}

    @cached_property
    def ledger(self) -> list[Reminder]:
        """The lines that the schedule reads; the others are about lost messages."""
        return [line for line in Reminder.objects.order_by("pk") if line.kind in ReminderKind.__members__]

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
