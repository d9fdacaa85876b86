"""One form sent, with all its requests: what comes first on the page, and how its author is reached."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from uuid import UUID

from boussole.contact_requests.models import ContactRequest, Filing
from boussole.core import phones
from boussole.web.public.following.others import Others, others_for
from boussole.web.public.following.request import FollowedRequest


class First(StrEnum):
    """What the page opens on: one thing, with one action."""

    LATE = "late"
    AWAITED = "awaited"
    TRIED = "tried"
    CONTACTED = "contacted"
    OVER = "over"


@dataclass(frozen=True)
class Followed:
    """One form sent, and its requests."""

    filing: Filing
    requests: list[ContactRequest]
    now: datetime

    @cached_property
    def told(self) -> list[FollowedRequest]:
        return [FollowedRequest(row, self.now) for row in self.requests]

    @property
    def structure_count(self) -> int:
        return len({row.structure_id for row in self.requests})

    # --- What comes first -----------------------------------------------------------------------------
    @property
    def first(self) -> First:
        """Late before everything; else the next date; else what is under way; else the end."""
        if self.late:
            return First.LATE
        if self.next_awaited:
            return First.AWAITED
        if self.tried:
            return First.TRIED
        return First.CONTACTED if self.open else First.OVER

    @property
    def open(self) -> list[FollowedRequest]:
        return [request for request in self.told if request.row.is_open]

    @property
    def late(self) -> list[FollowedRequest]:
        return [request for request in self.told if request.is_late]

    @property
    def tried(self) -> FollowedRequest | None:
        return next((request for request in self.told if request.is_tried), None)

    @property
    def next_awaited(self) -> FollowedRequest | None:
        """The first date by which somebody must answer."""
        awaited = [request for request in self.told if request.is_awaited and not request.is_late]
        return min(awaited, key=lambda request: request.row.due_at, default=None)

    @property
    def opinion_wanted(self) -> FollowedRequest | None:
        """Something happened, and they have not said whether it helped."""
        return next((request for request in self.told if request.wants_opinion), None)

    @cached_property
    def others(self) -> list[Others]:
        """Who else could help those who were let down. No query when nobody was."""
        return others_for([request.row for request in self.told if request.is_let_down], self.now)

    def request(self, public_id: UUID | str) -> FollowedRequest | None:
        """The one of this id, if it is of this form."""
        return next((each for each in self.told if str(each.row.public_id) == str(public_id)), None)

    # --- Around ---------------------------------------------------------------------------------------
    @property
    def is_sensitive(self) -> bool:
        return any(row.offer.theme.is_sensitive or _shares_sensitive(row) for row in self.requests)

    @property
    def is_reachable_by_sms(self) -> bool:
        return bool(self.filing.phone) and phones.is_mobile(self.filing.phone)

    @property
    def masked_phone(self) -> str:
        """« 06 •• •• •• 34 »: enough to recognise a mistake, too little for who found the link."""
        words = phones.in_words(self.filing.phone).split() if self.filing.phone else []
        return " ".join(["••" if 0 < at < len(words) - 1 else pair for at, pair in enumerate(words)])

    @property
    def masked_email(self) -> str:
        name, at, domain = self.filing.email.partition("@")
        return f"{name[:1]}•••{at}{domain}" if at else ""


def _shares_sensitive(row: ContactRequest) -> bool:
    return any(line["sensitive"] for line in row.situation)
