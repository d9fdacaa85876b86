"""The follow-up log: append only (guarantees.md T28)."""

from __future__ import annotations

from django.db import models

from boussole.accounts.models import User
from boussole.contact_requests.models.contact_request import ContactRequest


class FollowUp(models.Model):
    """A call, a message, a meeting or a note. PostgreSQL refuses to change one, or to delete it."""

    class Kind(models.TextChoices):
        CALL = "CALL", "Appel"
        MESSAGE = "MESSAGE", "Message"
        MEETING = "MEETING", "Rencontre"
        NOTE = "NOTE", "Note"

    class Result(models.TextChoices):
        REACHED = "REACHED", "Contact établi"
        NOT_REACHED = "NOT_REACHED", "Pas de réponse"
        LEFT_MESSAGE = "LEFT_MESSAGE", "Message laissé"

    class Visibility(models.TextChoices):
        SHARED = "SHARED", "Partagée (suit la demande)"
        PRIVATE = "PRIVATE", "Privée (reste dans la structure)"

    contact_request = models.ForeignKey(ContactRequest, on_delete=models.PROTECT, related_name="follow_ups")
    kind = models.CharField("nature", max_length=8, choices=Kind)
    result = models.CharField("résultat", max_length=12, choices=Result, blank=True)
    visibility = models.CharField("visibilité", max_length=8, choices=Visibility, default=Visibility.SHARED)
    text = models.TextField("texte", max_length=2000, blank=True)
    next_step = models.CharField("prochaine étape", max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "suite donnée"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"follow-up {self.pk}"

    @property
    def is_attempt(self) -> bool:
        """Whether somebody tried to reach the young person: this is what keeps a promise."""
        return self.kind != self.Kind.NOTE
