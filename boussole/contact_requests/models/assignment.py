"""Who took care of a request, one after the other, and why it changed hands."""

from __future__ import annotations

from django.db import models

from boussole.accounts.models import User
from boussole.contact_requests.models.contact_request import ContactRequest


class Assignment(models.Model):
    """A request passes from one person, or nobody, to another, or nobody. Its dates never move."""

    class Why(models.TextChoices):
        BY_COLLEAGUE = "BY_COLLEAGUE", "Confiée par une personne de la structure"
        ABSENCE = "ABSENCE", "Absence déclarée"
        RETURN = "RETURN", "Retour d’absence"
        LEAVING = "LEAVING", "Départ de la personne"
        BY_ANIMATOR = "BY_ANIMATOR", "Débloquée par l’animation"

    contact_request = models.ForeignKey(ContactRequest, on_delete=models.CASCADE, related_name="assignments")
    from_user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    to_user = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    why = models.CharField("raison", max_length=14, choices=Why)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "attribution"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"assignment {self.pk}"
