"""A request to one structure, and the moves of its life (product.md 5.4)."""

from __future__ import annotations

import uuid
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import models
from django.db.models import Q

from boussole.accounts.models import User
from boussole.contact_requests import promise
from boussole.contact_requests.models.filing import Filing
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.contact_requests.models.veil import veiled
from boussole.core.moves import require_move
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Structure


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
    # The text that the young person read; None for what was filed before versions were kept.
    offer_version = models.ForeignKey(
        OfferVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
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
        require_move(self, status, called="Cette demande")
        self.history.create(from_status=self.status, to_status=status, by=by, at=at, note=note)
        self.status = status
        self.save(update_fields=["status", "owner", "outcome", "closed_at", "first_attempt_at"])

    @property
    def local_timezone(self) -> ZoneInfo:
        """Where the young person lives: their days are the days of the promise."""
        return ZoneInfo(self.filing.timezone)

    def day_of(self, moment: datetime) -> date:
        """The day it is at this moment where the young person lives."""
        return moment.astimezone(self.local_timezone).date()

    @property
    def due_day(self) -> date:
        """The date promised, as it was shown."""
        return self.day_of(self.due_at)

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    def is_late(self, now: datetime, *, days: int = 0) -> bool:
        """Whether nobody has tried to reach the young person, and the date has passed (by so many whole days)."""
        return self.is_open and self.first_attempt_at is None and self.due_at + timedelta(days=days) < now

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
