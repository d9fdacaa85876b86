"""Messages as written, what became of them, and the pulse of the worker that sends them."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta
from email.utils import parseaddr

from django.conf import settings
from django.db import models
from django.db.models import Q

from boussole.core.moves import require_move


class OutgoingMessageQuerySet(models.QuerySet["OutgoingMessage"]):
    """The words in which one speaks of messages."""

    def about(self, row: models.Model) -> OutgoingMessageQuerySet:
        return self.filter(about_type=row._meta.label, about_id=str(row.pk))

    def waiting(self) -> OutgoingMessageQuerySet:
        return self.filter(status=OutgoingMessage.Status.TODO)

    def due(self, now: datetime) -> OutgoingMessageQuerySet:
        """Waiting, at the hour of their next attempt, and in nobody's hands."""
        return self.waiting().filter(
            Q(lease_until__isnull=True) | Q(lease_until__lte=now), next_attempt_at__lte=now
        )

    def in_trouble(self) -> OutgoingMessageQuerySet:
        """Refused for good, returned, or sent without anybody knowing: a person must look at them."""
        status = OutgoingMessage.Status
        return self.filter(status__in=[status.DEAD, status.BOUNCED, status.UNKNOWN])


class OutgoingMessage(models.Model):
    """One e-mail or SMS to one address, stored as written and sent once.

    It is created in the transaction of what it tells, so it leaves if, and only if, that is true.
    """

    class Channel(models.TextChoices):
        EMAIL = "EMAIL", "E-mail"
        SMS = "SMS", "SMS"

    class Status(models.TextChoices):
        TODO = "TODO", "En attente"
        SENT = "SENT", "Envoyé"
        UNKNOWN = "UNKNOWN", "Peut-être envoyé"
        BOUNCED = "BOUNCED", "Revenu"
        DEAD = "DEAD", "Non distribué"
        CANCELLED = "CANCELLED", "Annulé"

    MOVES = {
        Status.TODO: {Status.SENT, Status.UNKNOWN, Status.DEAD, Status.CANCELLED},
        Status.SENT: {Status.BOUNCED},
        Status.UNKNOWN: {Status.SENT, Status.BOUNCED},
        Status.DEAD: {Status.TODO},  # an operator has mended the cause
        Status.BOUNCED: set(),
        Status.CANCELLED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    channel = models.CharField("voie", max_length=5, choices=Channel)
    template = models.CharField("modèle", max_length=120)
    sender_name = models.CharField("nom de l’expéditeur", max_length=80)
    to_address = models.CharField("adresse ou numéro", max_length=254, blank=True)
    to_domain = models.CharField("domaine du destinataire", max_length=253, blank=True)
    subject = models.CharField("objet", max_length=200, blank=True)
    body = models.TextField("texte", blank=True)
    about_type = models.CharField("sorte d’objet", max_length=80)
    about_id = models.CharField("numéro de l’objet", max_length=64)
    status = models.CharField("état", max_length=9, choices=Status, default=Status.TODO)
    created_at = models.DateTimeField("écrit le")
    attempts = models.PositiveIntegerField("tentatives", default=0)
    next_attempt_at = models.DateTimeField("prochaine tentative")
    lease_until = models.DateTimeField("pris en main jusqu’à", null=True, blank=True)
    # The number of the worker that has it in hand: when that one dies, its messages are freed at once.
    lease_holder = models.BigIntegerField("pris en main par", null=True, blank=True)
    last_error = models.CharField("dernier refus", max_length=60, blank=True)
    closed_at = models.DateTimeField("sorti de l’attente le", null=True, blank=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)
    erased_at = models.DateTimeField("texte effacé le", null=True, blank=True)

    objects = OutgoingMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message"
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="SENT") | Q(sent_at__isnull=False),
                name="outgoing_message_sent_has_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(status="TODO", closed_at__isnull=True)
                | (~Q(status="TODO") & Q(closed_at__isnull=False)),
                name="outgoing_message_closed_unless_waiting",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | Q(to_address="", to_domain="", subject="", body=""),
                name="outgoing_message_erased_says_nothing",
            ),
            models.CheckConstraint(
                condition=Q(erased_at__isnull=True) | ~Q(status="TODO"),
                name="outgoing_message_erased_never_leaves",
            ),
        ]
        indexes = [
            models.Index(fields=["next_attempt_at"], condition=Q(status="TODO"), name="mail_waiting"),
            models.Index(
                fields=["to_domain", "next_attempt_at"],
                condition=Q(status="TODO"),
                name="mail_waiting_by_domain",
            ),
            models.Index(fields=["about_type", "about_id"], name="mail_by_object"),
            models.Index(fields=["to_address"], condition=Q(channel="SMS"), name="mail_sms_by_number"),
            models.Index(
                fields=["closed_at"],
                condition=Q(status__in=["DEAD", "BOUNCED", "UNKNOWN"]),
                name="mail_in_trouble",
            ),
            models.Index(fields=["created_at"], condition=Q(erased_at__isnull=True), name="mail_to_erase"),
        ]

    def __str__(self) -> str:
        return f"message {self.pk}"  # never the address: this ends in logs

    @property
    def message_id(self) -> str:
        """The Message-ID header: the same at every attempt, so that a duplicate can be recognised."""
        domain = parseaddr(settings.MAIL_FROM)[1].rpartition("@")[2] or "localhost"
        return f"<{self.pk}@{domain}>"

    @property
    def is_email(self) -> bool:
        return self.channel == self.Channel.EMAIL

    def move_to(self, status: OutgoingMessage.Status, *, at: datetime, error: str = "") -> None:
        """Change the status, let go of the message, and remember why.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_move(self, status, called="Ce message")
        self.status, self.last_error = status, error
        self.lease_until = self.lease_holder = None
        self.closed_at = None if status == self.Status.TODO else at
        if status == self.Status.SENT:
            self.sent_at = at
        if status == self.Status.TODO:
            self.next_attempt_at, self.attempts = at, 0
        self.save()


class WorkerBeat(models.Model):
    """The last sign of life of the worker, in real time whatever the demo's clock says."""

    STALE_AFTER = timedelta(seconds=150)  # a beat each minute: two are missing

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField("dernier battement")

    class Meta:
        verbose_name = "battement du serveur de tâches"

    def __str__(self) -> str:
        return f"{self.name}, {self.at:%Y-%m-%d %H:%M}"
