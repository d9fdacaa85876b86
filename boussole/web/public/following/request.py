"""One request, told to the young person who made it: where it stands, and what they may do."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from boussole.contact_requests import policies, promise
from boussole.contact_requests.models import ContactRequest, Opinion, YoungPersonWord
from boussole.contact_requests.policies.words import last_said, opinion_of, said_on
from boussole.contact_requests.promised_text import PromisedText, promised_text
from boussole.contact_requests.schedule import DAYS_BEFORE_REASSIGNING, DAYS_BEFORE_STUCK
from boussole.core.typography import day_in_words, elided
from boussole.core.verdicts import Verdict
from boussole.web.public.following.agreement import Agreement, agreement_of
from boussole.web.public.following.story import Line, past

Status, Outcome = ContactRequest.Status, ContactRequest.Outcome
Kind = YoungPersonWord.Kind
# How it ended is told in full by the story.
CLOSED_BRIEFLY = {
    Outcome.WITHDRAWN: "Annulée",
    Outcome.REDIRECTED: "Passée à une autre structure",
    Outcome.UNANSWERED: "Restée sans réponse",
}


@dataclass(frozen=True)
class FollowedRequest:
    """One request at one moment."""

    row: ContactRequest
    now: datetime
    # The requests from which this one was passed on, oldest first: one story, whoever tells it.
    before: tuple[ContactRequest, ...] = ()

    # --- Dates --------------------------------------------------------------------------------------
    @property
    def timezone(self) -> str:
        return str(self.row.local_timezone)

    @property
    def today(self) -> date:
        return self.row.day_of(self.now)

    @property
    def due_day(self) -> date:
        return self.row.due_day

    @property
    def days_left(self) -> str:
        """« aujourd’hui, avant minuit », « encore 2 jours »."""
        words = promise.countdown(self.row.due_at, self.now, self.timezone)
        return words.partition(",")[0] if words.startswith("encore") else words

    # --- Where it stands ------------------------------------------------------------------------------
    @property
    def is_awaited(self) -> bool:
        """Nobody has tried to reach them yet."""
        return self.row.is_open and self.row.first_attempt_at is None

    @property
    def is_late(self) -> bool:
        return self.row.is_late(self.now)

    @property
    def is_one_day_late(self) -> bool:
        """Late enough for an apology, and for others to be proposed."""
        return self.row.is_late(self.now, days=DAYS_BEFORE_STUCK)

    @property
    def is_let_down(self) -> bool:
        """Whether another structure should be one press away."""
        return self.is_one_day_late or (
            not self.row.is_open and bool(policies.is_let_down(self.row, self.now))
        )

    @property
    def is_tried(self) -> bool:
        """Somebody tried, nobody answered: they will try again."""
        return self.row.status == Status.TAKEN_UP and self.row.first_attempt_at is not None

    @property
    def owner(self) -> str:
        """The first name of who takes care of it."""
        return self.row.owner.first_name if self.row.owner else ""

    @property
    def is_cared_for(self) -> bool:
        """Whether that person is still there for them: until the end, and beyond when something goes on."""
        return self.row.is_open or self.row.outcome in (Outcome.ACCOMPANIED, Outcome.APPOINTMENT)

    @property
    def who(self) -> str:
        """Who will be in touch, as a sentence begins."""
        name = self.row.structure.name
        return f"{self.owner}, {elided('de', name)}," if self.owner else name

    @property
    def state(self) -> str:
        """Where it stands, in a few words."""
        if self.agreement and self.agreement.is_outside:
            return "Quelqu’un d’autre peut t’aider"
        if self.row.status == Status.CLOSED:
            return CLOSED_BRIEFLY.get(Outcome(self.row.outcome), "Terminée")
        if self.row.status == Status.CONTACTED:
            return "Le contact est établi"
        if self.is_late:
            return "En retard"
        if self.row.first_attempt_at:
            return "On a essayé de te joindre"
        return "Quelqu’un s’en occupe" if self.row.status == Status.TAKEN_UP else "Envoyée"

    @property
    def tone(self) -> str:
        if self.row.status == Status.CLOSED:
            return "neutral"
        return "error" if self.is_late else "success" if self.row.status == Status.CONTACTED else "info"

    @property
    def promised(self) -> PromisedText | None:
        """What the offer said that day, when it says something else now."""
        return promised_text(self.row)

    # --- What they may say ----------------------------------------------------------------------------
    @property
    def can_say_contacted(self) -> Verdict:
        return policies.can_say_contacted(self.row, self.now)

    @property
    def can_say_not_contacted(self) -> Verdict:
        return policies.can_say_not_contacted(self.row, self.now)

    @property
    def can_nudge(self) -> Verdict:
        return policies.can_nudge(self.row, self.now)

    @property
    def has_said_not_contacted_today(self) -> bool:
        return last_said(self.row) == Kind.NOT_CONTACTED and said_on(self.row, Kind.NOT_CONTACTED, self.today)

    @property
    def may_deny(self) -> bool:
        """« Personne ne m’a contacté » makes sense: not said today already, nor against their own opinion."""
        has_spoken = self.has_said_not_contacted_today or self.opinion is not None
        return not has_spoken and bool(self.can_say_not_contacted)

    @property
    def opinion(self) -> Opinion | None:
        return opinion_of(self.row)

    @property
    def can_give_opinion(self) -> Verdict:
        return policies.can_give_opinion(self.row, self.now)

    @property
    def wants_opinion(self) -> bool:
        """Something happened, and they have not said whether it helped."""
        return self.opinion is None and bool(self.can_give_opinion)

    # --- The story ------------------------------------------------------------------------------------
    @cached_property
    def story(self) -> list[Line]:
        """What happened, oldest first, then what comes next."""
        lines = [line for row in (*self.before, self.row) for line in past(row)]
        happened = sorted(dict.fromkeys(lines), key=lambda line: line.at or self.now)
        return [*happened, *self._next()]

    @cached_property
    def agreement(self) -> Agreement | None:
        """Whether it may pass, passes, or went elsewhere."""
        return agreement_of(self.row)

    def _next(self) -> Iterable[Line]:
        due = day_in_words(self.due_day)
        if self.is_late:
            yield Line("La date est passée, et aucun essai n’est noté", tone="late", day=f"c’était {due}")
            taken_over = self.row.due_day + timedelta(days=DAYS_BEFORE_REASSIGNING + 1)
            if self.today < taken_over:
                title = "L’équipe de la Boussole peut confier ta demande à quelqu’un d’autre"
                yield Line(title, tone="next", day=f"à partir du {day_in_words(taken_over)}")
        elif self.is_awaited:
            who = self.owner or "Quelqu’un"
            yield Line(f"{who} te contacte", tone="next", day=f"au plus tard le {due}")
        elif self.is_tried:
            who = f"{self.owner} va essayer encore" if self.owner else "On va essayer encore"
            yield Line(who, tone="next")
        elif self.row.status == Status.CONTACTED:
            yield Line("La suite se passe avec cette structure", tone="next")
