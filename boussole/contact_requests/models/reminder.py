"""The ledger of what was reminded, escalated or asked: one line per (request, kind, day), never two."""

from __future__ import annotations

from django.db import models

from boussole.contact_requests.models.contact_request import ContactRequest


class Reminder(models.Model):
    """One step of the schedule, done. The unique key is what makes a second sweep harmless (decision 0016)."""

    contact_request = models.ForeignKey(ContactRequest, on_delete=models.CASCADE, related_name="reminders")
    kind = models.CharField("nature", max_length=24)  # schedule.Kind
    day = models.DateField("jour")
    at = models.DateTimeField("fait le")
    messages = models.PositiveSmallIntegerField("messages écrits", default=0)

    class Meta:
        verbose_name = "rappel"
        constraints = [
            models.UniqueConstraint(
                fields=["contact_request", "kind", "day"], name="reminder_once_per_kind_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"reminder {self.pk}"
