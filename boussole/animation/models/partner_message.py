"""What the animation writes to its partners: the text, to whom, and what became of each copy."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import Q

from boussole.accounts.models import User
from boussole.accounts.policies import animated_territories
from boussole.core.moves import require_move
from boussole.mail.models import OutgoingMessage
from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory

LONGEST_SUBJECT = 120
LONGEST_BODY = 6000


class MessageKind(models.TextChoices):
    """What a person may refuse, and what they may not."""

    SERVICE = "SERVICE", "Message de service"  # what partners must know: everybody receives it
    NEWS = "NEWS", "Nouvelles du réseau"  # what one may live without: it can be refused


class PartnerMessageTemplateQuerySet(models.QuerySet["PartnerMessageTemplate"]):
    def written_for(self, user: User, day: date) -> PartnerMessageTemplateQuerySet:
        """The only door: those of the territories that the person animates, still in use."""
        return self.filter(territory__in=animated_territories(user, day), withdrawn_at__isnull=True)


class PartnerMessageTemplate(models.Model):
    """A text that comes back: the invitation to a meeting, the news of the month."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, related_name="partner_message_templates"
    )
    name = models.CharField("nom", max_length=80)
    kind = models.CharField("nature", max_length=7, choices=MessageKind, default=MessageKind.SERVICE)
    subject = models.CharField("objet", max_length=LONGEST_SUBJECT)
    body = models.TextField("texte", max_length=LONGEST_BODY)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField("écrit le")
    withdrawn_at = models.DateTimeField("retiré le", null=True, blank=True)

    objects = PartnerMessageTemplateQuerySet.as_manager()

    class Meta:
        verbose_name = "modèle de message"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "name"],
                condition=Q(withdrawn_at__isnull=True),
                name="partner_message_template_name_once",
                violation_error_message="Un modèle a déjà ce nom.",
            )
        ]

    def __str__(self) -> str:
        return f"partner message template {self.pk}"


class PartnerMessageQuerySet(models.QuerySet["PartnerMessage"]):
    def written_from(self, user: User, day: date) -> PartnerMessageQuerySet:
        """The only door: the messages of the territories that the person animates."""
        return self.filter(territory__in=animated_territories(user, day))


class PartnerMessage(models.Model):
    """One text to a selection of partners. Written, looked at with its recipients, then sent, once."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "Brouillon"
        SENT = "SENT", "Envoyé"
        DROPPED = "DROPPED", "Abandonné"

    MOVES = {
        Status.DRAFT: {Status.SENT, Status.DROPPED},
        Status.SENT: set(),
        Status.DROPPED: set(),
    }

    class People(models.TextChoices):
        MANAGERS = "MANAGERS", "Les responsables de chaque structure"
        EVERYBODY = "EVERYBODY", "Toutes les personnes de chaque structure"

    class Charter(models.TextChoices):
        """Where the structure stands with the charter."""

        ANY = "ANY", "Peu importe"
        IN_FORCE = "IN_FORCE", "En vigueur"
        AT_WORK = "AT_WORK", "À signer"
        NONE = "NONE", "Aucune, ou terminée"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="partner_messages")
    kind = models.CharField("nature", max_length=7, choices=MessageKind, default=MessageKind.SERVICE)
    subject = models.CharField("objet", max_length=LONGEST_SUBJECT)
    body = models.TextField("texte", max_length=LONGEST_BODY)
    # To whom: each line narrows; what is empty leaves everybody in.
    people = models.CharField("à qui", max_length=9, choices=People, default=People.MANAGERS)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    standing = models.CharField(
        "structures", max_length=10, choices=Structure.Status, default=Structure.Status.ACTIVE, blank=True
    )
    charter = models.CharField("charte", max_length=8, choices=Charter, default=Charter.ANY)
    status = models.CharField("état", max_length=7, choices=Status, default=Status.DRAFT)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField("écrit le")
    sent_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)

    objects = PartnerMessageQuerySet.as_manager()

    class Meta:
        verbose_name = "message aux partenaires"
        ordering = ["-written_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(status="SENT", sent_at__isnull=False)
                | (~Q(status="SENT") & Q(sent_at__isnull=True)),
                name="partner_message_sent_at_a_moment",
            )
        ]

    def __str__(self) -> str:
        return f"partner message {self.pk}"

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    def move_to(self, status: PartnerMessage.Status, *, by: User, at: datetime) -> None:
        """Change the status; who sent it and when are on the row, which changes no more.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_move(self, status, called="Ce message")
        self.status = status
        if status == self.Status.SENT:
            self.sent_by, self.sent_at = by, at
        self.save(update_fields=["status", "sent_by", "sent_at"])


class PartnerMessageRecipient(models.Model):
    """One person to whom a message was sent, for one of their structures: once, whatever they answer for."""

    message = models.ForeignKey(PartnerMessage, on_delete=models.CASCADE, related_name="recipients")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="+")
    # What became of it is told by the outbox; a message that it has forgotten counts as sent.
    outgoing = models.OneToOneField(OutgoingMessage, on_delete=models.SET_NULL, null=True, related_name="+")

    class Meta:
        verbose_name = "destinataire d’un message"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["message", "user"], name="partner_message_once_per_person")
        ]

    def __str__(self) -> str:
        return f"partner message recipient {self.pk}"


class Unsubscription(models.Model):
    """Somebody who wants no more news of this territory; messages of service still reach them."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="unsubscriptions")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "désabonnement"
        constraints = [models.UniqueConstraint(fields=["user", "territory"], name="unsubscribed_once")]

    def __str__(self) -> str:
        return f"unsubscription {self.pk}"
