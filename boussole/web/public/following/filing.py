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
from boussole.web.public.masking import masked_email, masked_phone


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
        """One for each request; those that passed from structure to structure are one, told by the last."""
        sources = {row.pk: source for row in self.requests if (source := self._source_of(row))}
        passed_on = {source.pk for source in sources.values()}
        return [
            FollowedRequest(row, self.now, self._before(row, sources))
            for row in self.requests
            if row.pk not in passed_on
        ]

    def _source_of(self, row: ContactRequest) -> ContactRequest | None:
        """The request from which this one was passed on, with all that was read of it."""
        came_by = getattr(row, "came_by", None)
        if came_by is None:
            return None
        return next((each for each in self.requests if each.pk == came_by.contact_request_id), None)

    def _before(self, row: ContactRequest, sources: dict[int, ContactRequest]) -> tuple[ContactRequest, ...]:
        source = sources.get(row.pk)
        return (*self._before(source, sources), source) if source else ()

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
    def was_left_alone(self) -> bool:
        """Nobody ever answered one of them: we are sorry, to the end."""
        return any(row.outcome == ContactRequest.Outcome.UNANSWERED for row in self.requests)

    @property
    def tried(self) -> FollowedRequest | None:
        return next((request for request in self.told if request.is_tried), None)

    @property
    def next_awaited(self) -> FollowedRequest | None:
        """The first date by which somebody must answer."""
        awaited = [request for request in self.told if request.is_awaited and not request.is_late]
        return min(awaited, key=lambda request: request.row.due_at, default=None)

    @property
    def waits_for_an_answer(self) -> bool:
        """Whether the page opens on a question: it is then the one thing to do."""
        return any(request.agreement and request.agreement.is_asked for request in self.told)

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
        return masked_phone(self.filing.phone)

    @property
    def masked_email(self) -> str:
        return masked_email(self.filing.email)


def _shares_sensitive(row: ContactRequest) -> bool:
    return any(line["sensitive"] for line in row.situation)
