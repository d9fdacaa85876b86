"""What this browser may act on: the form that its link opened, or all those of a contact proved by a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn
from uuid import UUID

from django.http import Http404

from boussole.contact_requests import contacts
from boussole.contact_requests.models import Filing
from boussole.core import phones
from boussole.web.public.visit import Visit


@dataclass(frozen=True)
class Own:
    """One form at least. `is_proved`: a code was read on the phone or in the mailbox of its author."""

    current: Filing
    filings: list[Filing]
    is_proved: bool

    @property
    def others(self) -> list[Filing]:
        return [filing for filing in self.filings if filing != self.current]

    @property
    def code_goes_to(self) -> str:
        """Where a code for this form can be read: its e-mail, else its mobile, else nowhere."""
        email, phone = self.current.email.lower(), self.current.phone
        return email or (phone if phone and phones.is_mobile(phone) else "")

    @property
    def shows_everything(self) -> bool:
        """Proved by a code, or impossible to prove: a landline receives none, and the link is all there is."""
        return self.is_proved or not self.code_goes_to

    def filing(self, pk: UUID) -> Filing | None:
        return next((filing for filing in self.filings if filing.pk == pk), None)


def own_of(visit: Visit) -> Own | None:
    """Two queries at most; None when nothing shows that something is theirs."""
    proved = contacts.filings_reached_by(visit.proved) if visit.proved else []
    kept = Filing.objects.filter(pk=visit.follow_up, anonymised_at__isnull=True)
    current = kept.first() if visit.follow_up else None
    if current is None:
        return Own(proved[0], proved, is_proved=True) if proved else None
    if current in proved:
        return Own(current, proved, is_proved=True)
    return Own(current, [current], is_proved=False)


def required_own(visit: Visit) -> Own:
    """The same, or 404."""
    return own_of(visit) or _nothing()


def _nothing() -> NoReturn:
    raise Http404
