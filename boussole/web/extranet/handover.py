"""What the page of a request says of its redirections: where it comes from, where it may go, who must answer."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from boussole.contact_requests import passing, policies
from boussole.contact_requests.history import Event
from boussole.contact_requests.models import ContactRequest, Redirection
from boussole.contact_requests.queries.redirecting import (
    ChainStep,
    chain_steps,
    inherited_notes_of,
    redirections_of,
    shared_notes_of,
)
from boussole.contact_requests.redirection_story import arrived, inherited, tried
from boussole.core.verdicts import Verdict
from boussole.web.extranet.desk import Desk


@dataclass(frozen=True)
class Handover:
    """The redirections of one request, for whoever answers for it."""

    row: ContactRequest
    desk: Desk

    @cached_property
    def redirections(self) -> list[Redirection]:
        found = redirections_of(self.row)
        for each in found:
            each.contact_request = self.row
        return found

    @cached_property
    def under_way(self) -> Redirection | None:
        return next((each for each in self.redirections if each.is_under_way), None)

    @cached_property
    def last_ended(self) -> Redirection | None:
        """What was answered last: said at the top while it is still the sender's turn."""
        ended = [each for each in self.redirections if each.ended_at]
        return max(ended, key=lambda each: each.ended_at or self.row.filed_at, default=None)

    @cached_property
    def can_redirect(self) -> Verdict:
        return policies.can_redirect(self.desk.user, self.row, self.desk.now)

    @cached_property
    def can_note_agreement(self) -> Verdict | None:
        if self.under_way is None:
            return None
        return policies.can_note_agreement(self.desk.user, self.under_way, self.desk.now)

    @cached_property
    def passed_on(self) -> list[passing.Field]:
        """What the young person agreed to, or is asked to agree to, line by line."""
        if self.under_way is None:
            return []
        notes = shared_notes_of(self.row).count()
        return passing.agreed_fields(self.under_way, shared_notes=notes)

    @cached_property
    def chain(self) -> list[ChainStep]:
        return chain_steps(self.row)

    @cached_property
    def is_overdue(self) -> bool:
        """The receiver has let its two days pass."""
        answer_by = self.under_way.answer_by if self.under_way else None
        return answer_by is not None and answer_by < self.desk.now

    @property
    def gestures(self) -> list[Event]:
        """What changed hands, in the conversation."""
        return [*tried(self.redirections), *arrived(self.row)]

    @property
    def notes(self) -> list[Event]:
        """What the structures before this one shared."""
        is_received = getattr(self.row, "came_by", None) is not None
        return list(inherited(inherited_notes_of(self.row))) if is_received else []

    @property
    def shows_message(self) -> bool:
        return passing.has_received(self.row, passing.MESSAGE)

    @property
    def shows_second_commune(self) -> bool:
        return passing.has_received(self.row, passing.SECOND_COMMUNE)
