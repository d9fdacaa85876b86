"""What happened to an agreement, and what its parties were told."""

from __future__ import annotations

from django.db import models

from boussole.accounts.models import User
from boussole.partners.models.charter import CharterAgreement


class CharterStep(models.Model):
    """One change of state of an agreement."""

    agreement = models.ForeignKey(CharterAgreement, on_delete=models.CASCADE, related_name="steps")
    from_status = models.CharField(max_length=10, choices=CharterAgreement.Status)
    to_status = models.CharField(max_length=10, choices=CharterAgreement.Status)
    note = models.TextField("note", max_length=1000, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "changement d’état d’une charte"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"charter step {self.pk}"


class CharterReminder(models.Model):
    """What an agreement was told about, for that date: once of each kind (the ledger of `charters.life`)."""

    class Kind(models.TextChoices):
        TOLERANCE = "TOLERANCE", "La tolérance finit bientôt"
        RENEWAL = "RENEWAL", "Renouvellement dans deux mois"
        ENDING = "ENDING", "Fin dans un mois"

    agreement = models.ForeignKey(CharterAgreement, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField(max_length=9, choices=Kind)
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = "rappel de charte"
        constraints = [
            models.UniqueConstraint(fields=["agreement", "kind", "due_on"], name="charter_reminder_once")
        ]

    def __str__(self) -> str:
        return f"charter reminder {self.pk}"
