"""What must be true of every open request, whatever happened: the third sweep (guarantees.md 4.1, item 4)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Cast

from boussole.contact_requests import promise
from boussole.contact_requests.message_names import ACKNOWLEDGEMENT, CORRECTED_RECAP, RECAP
from boussole.contact_requests.models import ContactRequest, Filing, Redirection, Reminder
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.contact_requests.queries.unblocking import nobody_left
from boussole.contact_requests.schedule import Kind
from boussole.mail.models import OutgoingMessage
from boussole.partners.models import Absence

MOBILE = r"^\+33[67]"  # a landline receives nothing: the page shown after filing is the receipt
SHOWN = 5  # ids, for an example
MESSAGES_KEPT = timedelta(days=300)  # rows of messages live a year
# From midnight to the morning of the message, with an hour and the clocks to spare.
GRACE = timedelta(hours=13)


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that should not be, how often, and some requests to look at."""

    code: str
    said: str
    count: int
    examples: tuple[int, ...]


def findings(now: datetime) -> list[Finding]:
    """Everything that should not be at this moment; empty when all is well."""
    found = []
    for code, (said, rows_of) in CHECKS.items():
        ids = rows_of(now)
        if ids:
            found.append(Finding(code, said, len(ids), tuple(ids[:SHOWN])))
    return found


def _open() -> ContactRequestQuerySet:
    return ContactRequest.objects.open().filter(filing__is_quarantined=False)


def _ids(rows: QuerySet[ContactRequest]) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))


def without_anybody(now: datetime) -> list[int]:
    """Nobody owns it, nobody in the structure may answer, and no absence names who stands in."""
    absences = Absence.objects.in_force(now.date()).filter(structure=OuterRef("structure"))
    stands_in = absences.filter(Q(deputy__is_active=True) | ~Q(mailbox=""))
    return _ids(_open().filter(nobody_left(now)).exclude(Exists(stands_in)))


def without_acknowledgement(now: datetime) -> list[int]:
    """The young person may be written to, and no receipt ever was."""
    receipts = OutgoingMessage.objects.filter(
        template=ACKNOWLEDGEMENT, about_type=Filing._meta.label, about_id=OuterRef("filing_text")
    )
    reachable = ~Q(filing__email="") | Q(filing__phone__regex=MOBILE)
    rows = _recent(now).filter(reachable).annotate(filing_text=Cast("filing", CharField()))
    return _ids(rows.filter(~Exists(receipts)))


def without_recap(now: datetime) -> list[int]:
    """The structure was never written to. A request that came by redirection was proposed to it first."""
    recaps = OutgoingMessage.objects.filter(
        template__in=(RECAP, CORRECTED_RECAP),
        about_type=ContactRequest._meta.label,
        about_id=OuterRef("own_text"),
    )
    came = Redirection.objects.filter(successor=OuterRef("pk"))
    rows = _recent(now).annotate(own_text=Cast("pk", CharField()))
    return _ids(rows.filter(~Exists(recaps), ~Exists(came)))


def _recent(now: datetime) -> ContactRequestQuerySet:
    return _open().filter(filed_at__gt=now - MESSAGES_KEPT)


def with_another_date(now: datetime) -> list[int]:
    """The date is not the one that was promised when it was filed."""
    rows = _open().select_related("filing").only("filed_at", "due_at", "promised_days", "filing__timezone")
    return [
        row.pk
        for row in rows.order_by("pk").iterator()
        if row.due_at != promise.due_at(row.filed_at, row.promised_days, row.filing.timezone)
    ]


def late_and_untold(now: datetime) -> list[int]:
    """The date has passed, and the team was not told on the morning that followed."""
    return _untold(now - GRACE, Kind.LATE, Kind.UNANSWERED)


def stuck_and_untold(now: datetime) -> list[int]:
    """One day late, and the animation was not told."""
    return _untold(now - GRACE - timedelta(days=1), Kind.ONE_DAY_LATE, Kind.THREE_DAYS_LATE, Kind.UNANSWERED)


def _untold(before: datetime, *kinds: Kind) -> list[int]:
    told = Reminder.objects.filter(contact_request=OuterRef("pk"), kind__in=kinds)
    late = ContactRequest.objects.overdue(before).filter(filing__is_quarantined=False)
    return _ids(late.filter(~Exists(told)))


def told_to_nobody(now: datetime) -> list[int]:
    """An escalation found no address: no active referent, or no animator of the territory."""
    kinds = [Kind.LATE, Kind.ONE_DAY_LATE, Kind.THREE_DAYS_LATE]
    empty = Reminder.objects.filter(contact_request=OuterRef("pk"), kind__in=kinds, messages=0)
    return _ids(ContactRequest.objects.awaiting_answer().filter(Exists(empty)))


CHECKS: dict[str, tuple[str, Callable[[datetime], list[int]]]] = {
    "without_anybody": ("Personne ne peut répondre à la demande", without_anybody),
    "without_acknowledgement": ("La personne n’a pas reçu d’accusé de réception", without_acknowledgement),
    "without_recap": ("La structure n’a jamais été prévenue", without_recap),
    "with_another_date": ("L’échéance n’est pas celle qui a été promise", with_another_date),
    "late_and_untold": ("La date est passée, et les référents n’ont pas été prévenus", late_and_untold),
    "stuck_and_untold": ("Un jour de retard, et l’animation n’a pas été prévenue", stuck_and_untold),
    "told_to_nobody": ("Une alerte n’avait personne à qui être envoyée", told_to_nobody),
}
