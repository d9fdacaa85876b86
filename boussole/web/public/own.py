"""What this browser may act on: the form that its link opened, or all those of a contact proved by a code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NoReturn

from django.http import Http404
from django.shortcuts import redirect

from boussole.contact_requests import contacts
from boussole.contact_requests.models import Filing
from boussole.core import clock
from boussole.web.public.doors import Elsewhere
from boussole.web.public.following import Followed, filing_of
from boussole.web.public.visit import Visit


@dataclass(frozen=True)
class Own:
    """One form at least. `proved`: the phone or the e-mail on which a code was read; empty with the link alone."""

    current: Filing
    filings: list[Filing]
    proved: str = ""

    @property
    def is_proved(self) -> bool:
        return bool(self.proved)

    @property
    def others(self) -> list[Filing]:
        return [filing for filing in self.filings if filing != self.current]

    @property
    def code_goes_to(self) -> str:
        """Where a code for this form proves something: its e-mail, else its mobile, else nowhere."""
        return next(iter(contacts.proving(self.current)), "")

    @property
    def shows_everything(self) -> bool:
        return self.shows(self.current)

    def shows(self, filing: Filing) -> bool:
        """Proved by a code, or impossible to prove: a landline receives none, and the link is all there is.

        What was typed through the link alone proves nothing: else who found a link would put their own number
        there, or a landline, and read everything (guarantees.md T7).
        """
        proving = contacts.proving(filing)
        return self.proved in proving if proving else not filing.unproved


def own_of(visit: Visit) -> Own | None:
    """Two queries at most; None when nothing shows that something is theirs."""
    proved = contacts.filings_reached_by(visit.proved) if visit.proved else []
    kept = Filing.objects.filter(pk=visit.follow_up, anonymised_at__isnull=True)
    current = kept.first() if visit.follow_up else None
    if current is None:
        return Own(proved[0], proved, visit.proved) if proved else None
    if current in proved:
        return Own(current, proved, visit.proved)
    return Own(current, [current])


def found_own(visit: Visit) -> Own:
    """The same; who has nothing open here is led to where a code is asked for."""
    own = own_of(visit)
    if own is None:
        raise Elsewhere(redirect("public:find"))
    return own


def required_own(visit: Visit) -> Own:
    """The same, or 404."""
    return own_of(visit) or nothing()


def followed_of(visit: Visit) -> Followed | None:
    """The form that this browser follows, with all that is told of its requests."""
    return filing_of(visit.follow_up, clock.now()) if visit.follow_up else None


def required_followed(visit: Visit) -> Followed:
    """The same, or 404."""
    return followed_of(visit) or nothing()


def nothing() -> NoReturn:
    """A stranger is told that nothing is there."""
    raise Http404


def is_author(visit: Visit, filing: Filing) -> bool:
    """More than the link says that it is them: this browser sent the form, or they have read a code."""
    own = own_of(visit)
    return filing.pk in visit.receipts or (own is not None and own.shows(filing))
