"""« Toujours d’actualité »: what was asked of whom about each date to confirm by."""

from __future__ import annotations

from django.db import models

from boussole.offers.models.offer import Offer


class ConfirmationReminder(models.Model):
    """The ledger of reminders: one of each kind for each date to confirm by, never twice."""

    class Kind(models.TextChoices):
        SOON = "SOON", "15 jours avant"
        TODAY = "TODAY", "Le jour même"
        LATE = "LATE", "15 jours après"
        DOWN_SOON = "DOWN_SOON", "L’animation avertie : bientôt en dernier"
        OFF_SOON = "OFF_SOON", "L’animation avertie : bientôt retirée"

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="confirmation_reminders")
    kind = models.CharField("sorte", max_length=9, choices=Kind)
    confirm_by = models.DateField("à confirmer avant le")
    at = models.DateTimeField("envoyé le")

    class Meta:
        verbose_name = "rappel de confirmation"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "kind", "confirm_by"], name="confirmation_reminder_once"
            ),
        ]

    def __str__(self) -> str:
        return f"confirmation reminder {self.pk}"
