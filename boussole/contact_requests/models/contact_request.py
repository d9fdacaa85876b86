"""A request to one structure, and the moves of its life (product.md 5.4)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from functools import reduce
from operator import or_
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import F, Q

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.contact_requests import promise
from boussole.contact_requests.models.filing import Filing
from boussole.contact_requests.models.veil import veiled
from boussole.core.db import require_transaction
from boussole.core.moves import MoveRefused
from boussole.offers.models import Offer
from boussole.partners.models import Referent, Structure
from boussole.partners.policies import referents_of, stood_in_by


def _part_of(referent: Referent) -> Q:
    """The requests of a structure that one of its people answers for: all of them, or some themes and communes."""
    part = Q(structure=referent.structure_id)
    if referent.role == Referent.Role.MANAGER:
        return part
    if themes := [theme.pk for theme in referent.themes.all()]:
        part &= Q(offer__theme__in=themes)
    if referent.communes:
        part &= Q(filing__commune__in=referent.communes)
    return part


def _animated_by(user: User, day: date) -> list[int]:
    """The territories whose requests this person watches over."""
    if account_policies.is_national(user, day):
        return []
    mandates = account_policies.mandates_of(user, day)
    return [m.territory_id for m in mandates if m.role == m.Role.ANIMATOR and m.territory_id]


class ContactRequestQuerySet(models.QuerySet["ContactRequest"]):
    LATELY = timedelta(days=90 + promise.MAX_DAYS)  # every promise that came to term these 90 days
    _is_veiled = False

    def visible_to(self, user: User, now: datetime) -> ContactRequestQuerySet:
        """The only door to these rows from the extranet: the requests that the person answers for.

        What was passed on comes veiled: dates, state and outcome, and nobody (see `models/veil.py`).

        The mandates are read first, so that the structures are constants of the statement: the indexes that
        begin with the structure then give a page of the list at once, whatever the size of the table.
        """
        mandates = referents_of(user, now.date())
        structures = {referent.structure_id for referent in mandates}
        parts = [_part_of(referent) for referent in mandates]
        if any(len(part) > 1 for part in parts):
            # Entrusted by a colleague or during an absence: theirs, whatever their usual themes and communes.
            parts.append(Q(owner=user))
            # During an absence the deputy sees what the absent person would have seen.
            parts += [_part_of(referent) for referent in stood_in_by(user, now.date())]
        doors = Q(reduce(or_, parts), structure__in=structures) if parts else Q()
        if territories := _animated_by(user, now.date()):
            # An animator who answers personally, once nobody else did.
            here = Q(filing__territory__in=territories) | Q(filing__territory__isnull=True)
            held = Q(here, owner=user)
            doors = doors | held if parts else held
        elif not parts:
            return self.none()
        return self.filter(doors, filing__is_quarantined=False)._veiled()

    def watched_by(self, user: User, now: datetime) -> ContactRequestQuerySet:
        """For the people who run the network: dates and states, never coordinates (product.md 3)."""
        if account_policies.is_national(user, now.date()):
            return self.none()  # everything but personal data of young people
        territories = _animated_by(user, now.date())
        if not territories:
            return self.none()
        here = Q(filing__territory__in=territories)
        # Filed outside every territory: it falls to those whose territory the structure serves.
        nowhere = Q(filing__territory__isnull=True, structure__in=Structure.objects.serving(user, now.date()))
        return self.filter(here | nowhere, filing__is_quarantined=False)

    def _veiled(self) -> ContactRequestQuerySet:
        self._is_veiled = True
        return self

    def _clone(self) -> ContactRequestQuerySet:
        found: ContactRequestQuerySet = super()._clone()  # type: ignore[misc]
        found._is_veiled = self._is_veiled
        return found

    def _fetch_all(self) -> None:
        super()._fetch_all()  # type: ignore[misc]
        self._draw_veil(self._result_cache or ())  # type: ignore[attr-defined]

    def iterator(self, chunk_size: int | None = None) -> Iterator[ContactRequest]:  # type: ignore[override]
        for row in super().iterator(chunk_size):
            self._draw_veil([row])
            yield row

    def _draw_veil(self, rows: Iterable[object]) -> None:
        """Before anybody reads these rows; those that are mere values (`values_list`) name no filing."""
        if self._is_veiled:
            for row in rows:
                if isinstance(row, ContactRequest) and row.is_passed_on:
                    row.draw_veil()

    def named(self) -> ContactRequestQuerySet:
        """Those that still say who asked: a search by name or number must find no other."""
        return self.exclude(outcome=ContactRequest.Outcome.REDIRECTED)

    def open(self) -> ContactRequestQuerySet:
        return self.filter(status__in=ContactRequest.OPEN)

    def filed_lately(self, now: datetime) -> ContactRequestQuerySet:
        return self.filter(filed_at__gte=now - self.LATELY)

    def closed(self) -> ContactRequestQuerySet:
        return self.filter(status=ContactRequest.Status.CLOSED)

    def waiting_for(self, user: User) -> ContactRequestQuerySet:
        """What this person should answer: taken up by nobody yet, or by themselves, and not tried once.

        Whose owner left without anybody to inherit waits for whoever comes, tried or not.
        """
        nobodys = Q(status=ContactRequest.Status.SENT) | Q(owner__isnull=True)
        mine_or_nobodys = Q(first_attempt_at__isnull=True) & (nobodys | Q(owner=user))
        return self.open().filter(mine_or_nobodys | Q(owner__isnull=True))

    def awaiting_answer(self) -> ContactRequestQuerySet:
        """Open, and nobody has tried to reach the young person yet: the promise is running or late."""
        return self.open().filter(first_attempt_at__isnull=True)

    def overdue(self, now: datetime) -> ContactRequestQuerySet:
        return self.awaiting_answer().filter(due_at__lt=now)

    def kept(self) -> ContactRequestQuerySet:
        return self.filter(first_attempt_at__lte=F("due_at"))


class ContactRequest(models.Model):
    """A young person asks one structure to call them back within its promised delay."""

    class Status(models.TextChoices):
        SENT = "SENT", "Transmise"
        TAKEN_UP = "TAKEN_UP", "Prise en charge"
        CONTACTED = "CONTACTED", "Contact établi"
        CLOSED = "CLOSED", "Terminée"

    class Outcome(models.TextChoices):
        ACCOMPANIED = "ACCOMPANIED", "Accompagnement engagé"
        INFORMED = "INFORMED", "Information donnée"
        APPOINTMENT = "APPOINTMENT", "Rendez-vous fixé"
        UNREACHABLE = "UNREACHABLE", "Injoignable"
        NOT_ELIGIBLE = "NOT_ELIGIBLE", "Ne correspond pas à l’offre"
        NO_LONGER_NEEDED = "NO_LONGER_NEEDED", "N’en a plus besoin"
        WITHDRAWN = "WITHDRAWN", "Annulée par la personne"
        REDIRECTED = "REDIRECTED", "Réorientée"
        UNANSWERED = "UNANSWERED", "Restée sans réponse"
        UNWANTED = "UNWANTED", "Indésirable"

    OPEN = (Status.SENT, Status.TAKEN_UP, Status.CONTACTED)
    MOVES = {
        Status.SENT: {Status.TAKEN_UP, Status.CLOSED},
        Status.TAKEN_UP: {Status.CONTACTED, Status.CLOSED},
        Status.CONTACTED: {Status.CLOSED},
        Status.CLOSED: {Status.TAKEN_UP},  # reopening, for 30 days
    }
    # What a professional may choose when closing; the others come from elsewhere.
    CLOSING_OUTCOMES = (
        Outcome.ACCOMPANIED,
        Outcome.APPOINTMENT,
        Outcome.INFORMED,
        Outcome.UNREACHABLE,
        Outcome.NOT_ELIGIBLE,
        Outcome.NO_LONGER_NEEDED,
        Outcome.UNWANTED,
    )

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    filing = models.ForeignKey(Filing, on_delete=models.PROTECT, related_name="contact_requests")
    offer = models.ForeignKey(Offer, on_delete=models.PROTECT, related_name="contact_requests")
    structure = models.ForeignKey(Structure, on_delete=models.PROTECT, related_name="contact_requests")
    # Frozen at filing: whatever becomes of the offer, this is what was promised.
    offer_title = models.CharField("offre", max_length=120)
    promised_days = models.PositiveSmallIntegerField("délai promis (jours)")
    filed_at = models.DateTimeField("déposée le")
    due_at = models.DateTimeField("échéance")
    # The situation in words, as the young person saw and shared it: [{label, text, sensitive}].
    situation = models.JSONField("situation", default=list)
    reasons = models.JSONField("raisons", default=list)

    status = models.CharField("état", max_length=10, choices=Status, default=Status.SENT)
    outcome = models.CharField("issue", max_length=16, choices=Outcome, blank=True)
    owner = models.ForeignKey(
        User,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="owned_requests",
        verbose_name="suivie par",
    )
    first_attempt_at = models.DateTimeField("premier essai de contact", null=True, blank=True)
    closed_at = models.DateTimeField("terminée le", null=True, blank=True)

    objects = ContactRequestQuerySet.as_manager()

    class Meta:
        verbose_name = "demande"
        constraints = [
            models.UniqueConstraint(fields=["filing", "offer"], name="contact_request_once_per_offer"),
            models.CheckConstraint(
                condition=Q(promised_days__gte=1, promised_days__lte=7),
                name="contact_request_delay_between_1_and_7_days",
                violation_error_message="Le délai promis va de 1 à 7 jours.",
            ),
            models.CheckConstraint(
                condition=Q(status="CLOSED", closed_at__isnull=False) & ~Q(outcome="")
                | ~Q(status="CLOSED") & Q(closed_at__isnull=True, outcome=""),
                name="contact_request_closed_with_an_outcome",
                violation_error_message="Une demande terminée a une issue et une date.",
            ),
        ]
        indexes = [
            # What is open stays a few megabytes for ever (performance.md section 4).
            models.Index(
                fields=["structure", "due_at", "id"],
                condition=~Q(status="CLOSED"),
                name="contact_request_open_by_due",
            ),
            models.Index(
                fields=["due_at", "id"], condition=~Q(status="CLOSED"), name="contact_request_all_open"
            ),
            models.Index(fields=["structure", "-filed_at", "-id"], name="contact_request_by_filing"),
        ]

    def __str__(self) -> str:
        return f"contact request {self.pk}"

    def move_to(
        self, status: ContactRequest.Status, *, by: User | None, at: datetime, note: str = ""
    ) -> None:
        """Change the status and write its line of history.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_transaction()
        if status not in self.MOVES[self.Status(self.status)]:
            raise MoveRefused(
                f"Cette demande est « {self.get_status_display()} » : l’action n’est plus possible."
            )
        self.history.create(from_status=self.status, to_status=status, by=by, at=at, note=note)
        self.status = status
        self.save(update_fields=["status", "owner", "outcome", "closed_at", "first_attempt_at"])

    @property
    def local_timezone(self) -> ZoneInfo:
        """Where the young person lives: their days are the days of the promise."""
        return ZoneInfo(self.filing.timezone)

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    @property
    def is_passed_on(self) -> bool:
        """Taken over by another structure: this one still sees the outcome, no longer who asked (T2)."""
        return self.outcome == self.Outcome.REDIRECTED

    def draw_veil(self) -> None:
        """Forget, on this copy of the row, all that says who asked. The table does not change."""
        self._state.fields_cache["filing"] = veiled(self.filing)
        self.situation, self.reasons = [], []

    def promise_state(self, now: datetime) -> promise.PromiseState:
        """Kept, broken, running or late, at this moment."""
        return promise.state(self.due_at, self.first_attempt_at, self.closed_at, now)

    def countdown(self, now: datetime) -> str:
        """The due date in words: « encore 2 jours, jusqu’au mardi 25 novembre »."""
        return promise.countdown(self.due_at, now, self.filing.timezone)


class StatusChange(models.Model):
    """One move of a request, as its readers see it."""

    contact_request = models.ForeignKey(ContactRequest, on_delete=models.CASCADE, related_name="history")
    from_status = models.CharField("de", max_length=10, choices=ContactRequest.Status)
    to_status = models.CharField("à", max_length=10, choices=ContactRequest.Status)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField("le")
    note = models.CharField("raison", max_length=500, blank=True)

    class Meta:
        verbose_name = "changement d’état"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"status change {self.pk}"
