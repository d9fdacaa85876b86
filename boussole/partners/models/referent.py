"""The people who answer for a structure (charter clause P1)."""

from __future__ import annotations

from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from boussole.accounts.models import User
from boussole.partners.models.structure import Structure
from boussole.questionnaires.models import Theme


class ReferentQuerySet(models.QuerySet["Referent"]):
    def in_force(self, day: date) -> ReferentQuerySet:
        return self.filter(starts_on__lte=day).filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))


class Referent(models.Model):
    """One person in one structure, as referent or manager, for some themes and communes or for all."""

    class Role(models.TextChoices):
        REFERENT = "REFERENT", "Référent ou référente"
        MANAGER = "MANAGER", "Responsable de la structure"

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="referents")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="referents")
    role = models.CharField("rôle", max_length=10, choices=Role, default=Role.REFERENT)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name="thèmes")
    communes = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin", null=True, blank=True)

    objects = ReferentQuerySet.as_manager()

    class Meta:
        verbose_name = "référent"
        constraints = [
            models.UniqueConstraint(fields=["structure", "user"], name="referent_once_per_structure")
        ]

    def __str__(self) -> str:
        return f"referent {self.pk}"
