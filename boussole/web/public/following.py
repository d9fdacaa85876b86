"""What the young person reads about their requests: states in plain words, what happened, what comes next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from uuid import UUID

from boussole.contact_requests.models import ContactRequest, Filing, FollowUp
from boussole.contact_requests.promise import PromiseState
from boussole.core import phones

Status, Outcome = ContactRequest.Status, ContactRequest.Outcome
Kind, Result = FollowUp.Kind, FollowUp.Result

# What an attempt looks like from the other side.
ATTEMPTS = {
    (Kind.CALL, Result.REACHED): "Vous vous êtes parlé au téléphone",
    (Kind.CALL, Result.NOT_REACHED): "On a essayé de t’appeler, sans réponse",
    (Kind.CALL, Result.LEFT_MESSAGE): "On t’a laissé un message vocal",
    (Kind.MESSAGE, Result.REACHED): "Vous vous êtes écrit",
    (Kind.MESSAGE, Result.NOT_REACHED): "On t’a écrit, sans réponse pour l’instant",
    (Kind.MESSAGE, Result.LEFT_MESSAGE): "On t’a écrit",
    (Kind.MEETING, Result.REACHED): "Le rendez-vous a eu lieu",
    (Kind.MEETING, Result.NOT_REACHED): "Le rendez-vous n’a pas eu lieu",
    (Kind.MEETING, Result.LEFT_MESSAGE): "Le rendez-vous n’a pas eu lieu, on t’a laissé un message",
}
ENDINGS = {
    Outcome.ACCOMPANIED: "Cette structure t’accompagne maintenant",
    Outcome.INFORMED: "On t’a donné l’information que tu cherchais",
    Outcome.APPOINTMENT: "Un rendez-vous est fixé",
    Outcome.UNREACHABLE: "On n’a pas réussi à te joindre, après plusieurs essais",
    Outcome.NOT_ELIGIBLE: "Ce service ne correspond pas à ta situation",
    Outcome.NO_LONGER_NEEDED: "Tu n’en as plus besoin",
    Outcome.WITHDRAWN: "Tu as annulé cette demande",
    Outcome.REDIRECTED: "Ta demande est passée à une autre structure",
    Outcome.UNANSWERED: "Personne ne t’a répondu : la structure n’a pas tenu sa promesse",
    Outcome.UNWANTED: "Cette demande est terminée",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One event of the story, or what comes next."""

    title: str
    at: datetime | None = None
    tone: str = "done"
    author: str = ""


@dataclass(frozen=True)
class FollowedRequest:
    """One request, told to the young person who made it."""

    row: ContactRequest
    now: datetime

    @property
    def timezone(self) -> str:
        return str(self.row.local_timezone)

    @property
    def due_day(self) -> date:
        return self.row.due_at.astimezone(self.row.local_timezone).date()

    @property
    def is_awaited(self) -> bool:
        """Nobody has tried to reach them yet."""
        return self.row.is_open and self.row.first_attempt_at is None

    @property
    def is_late(self) -> bool:
        return self.is_awaited and self.row.promise_state(self.now) == PromiseState.LATE

    @property
    def owner(self) -> str:
        """The first name of who takes care of it."""
        return self.row.owner.first_name if self.row.owner else ""

    @property
    def state(self) -> str:
        """Where it stands, in a few words."""
        row = self.row
        if row.status == Status.CLOSED:
            return ENDINGS[Outcome(row.outcome)]
        if row.status == Status.CONTACTED:
            return "Le contact est établi"
        if self.is_late:
            return "La date promise est passée"
        if row.first_attempt_at:
            return "On a essayé de te joindre"
        return "Quelqu’un s’en occupe" if row.status == Status.TAKEN_UP else "Envoyée"

    @property
    def tone(self) -> str:
        if self.row.status == Status.CLOSED:
            return "neutral"
        return "error" if self.is_late else "success" if self.row.status == Status.CONTACTED else "info"

    @cached_property
    def story(self) -> list[Line]:
        """What happened, oldest first, then what comes next."""
        past = sorted(self._past(), key=lambda line: line.at or self.now)
        return [*past, *self._next()]

    def _past(self) -> Iterable[Line]:
        filing = self.row.filing
        yield Line("Tu as envoyé ta demande", self.row.filed_at)
        if filing.revised_at:
            yield Line("Tu as corrigé tes coordonnées", filing.revised_at)
        for follow_up in self.row.follow_ups.all():
            if follow_up.is_attempt:
                title = ATTEMPTS[Kind(follow_up.kind), Result(follow_up.result)]
                yield Line(title, follow_up.at, author=_first_name(follow_up))
        for change in self.row.history.all():
            if change.to_status == Status.CLOSED:
                # A request that was reopened has ended once already, otherwise.
                is_last = change.at == self.row.closed_at
                yield Line(self.state if is_last else "La demande a été close", change.at)
            elif change.from_status == Status.CLOSED:
                yield Line("La demande est rouverte", change.at)
            elif change.to_status == Status.TAKEN_UP and change.at != self.row.first_attempt_at:
                yield Line("Quelqu’un s’occupe de ta demande", change.at, author=self.owner)

    def _next(self) -> Iterable[Line]:
        if self.is_late:
            yield Line("Personne ne t’a encore contacté : appelle la structure", tone="late")
        elif self.is_awaited:
            who = f"{self.owner} te contacte" if self.owner else "On te contacte"
            yield Line(f"{who} avant la date promise", tone="next")
        elif self.row.status == Status.TAKEN_UP:
            yield Line("On va essayer encore", tone="next")


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

    @property
    def open(self) -> list[FollowedRequest]:
        return [request for request in self.told if request.row.is_open]

    @property
    def next_awaited(self) -> FollowedRequest | None:
        """The first date by which somebody must answer."""
        awaited = [request for request in self.told if request.is_awaited and not request.is_late]
        return min(awaited, key=lambda request: request.row.due_at, default=None)

    @property
    def late(self) -> list[FollowedRequest]:
        return [request for request in self.told if request.is_late]

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


def filing_of(pk: UUID, now: datetime) -> Followed | None:
    """The form and its requests, with all that is told of them; None when it is no more. Four queries."""
    filing = Filing.objects.select_related("territory").filter(pk=pk, anonymised_at__isnull=True).first()
    if filing is None:
        return None
    rows = (
        ContactRequest.objects.filter(filing=filing)
        .select_related("offer__theme", "structure", "owner")
        .prefetch_related("follow_ups__by", "history")
        .order_by("due_at", "pk")
    )
    requests = list(rows)
    for row in requests:
        row.filing = filing
    return Followed(filing, requests, now)


def _shares_sensitive(row: ContactRequest) -> bool:
    return any(line["sensitive"] for line in row.situation)


def _first_name(follow_up: FollowUp) -> str:
    return follow_up.by.first_name if follow_up.by else ""
