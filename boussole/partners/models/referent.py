"""The people who answer for a structure (charter clause P1)."""

from __future__ import annotations

import uuid
from datetime import date

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from boussole.accounts.models import Invitation, User
from boussole.partners.models.structure import Structure
from boussole.questionnaires.models import Theme


class ReferentQuerySet(models.QuerySet["Referent"]):
    def in_force(self, day: date) -> ReferentQuerySet:
        """Accepted, begun and not ended."""
        begun = self.filter(is_pending=False, starts_on__lte=day)
        return begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def pending(self) -> ReferentQuerySet:
        """Proposed to somebody who has not answered yet: they see nothing of the structure."""
        return self.filter(is_pending=True)

    def managing(self, structure: int | None) -> ReferentQuerySet:
        """Those who answer for the whole of this structure, their account open and at hand."""
        managers = self.filter(structure=structure, role=Referent.Role.MANAGER, user__is_active=True)
        return managers.select_related("user").order_by("pk")


class Referent(models.Model):
    """One person in one structure, as referent or manager, for some themes and communes or for all."""

    class Role(models.TextChoices):
        REFERENT = "REFERENT", "Référent ou référente"
        MANAGER = "MANAGER", "Responsable de la structure"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="referents")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="referents")
    role = models.CharField("rôle", max_length=10, choices=Role, default=Role.REFERENT)
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name="thèmes")
    communes = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin", null=True, blank=True)
    invitation = models.ForeignKey(
        Invitation, on_delete=models.SET_NULL, null=True, blank=True, related_name="referents"
    )
    is_pending = models.BooleanField("attend une réponse", default=False)
    # The manager says every three months that the person still belongs there (guarantees.md T4, G20).
    confirmed_on = models.DateField("confirmé le", null=True, blank=True)
    confirmed_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    objects = ReferentQuerySet.as_manager()

    class Meta:
        verbose_name = "référent"
        constraints = [
            models.UniqueConstraint(fields=["structure", "user"], name="referent_once_per_structure")
        ]

    def __str__(self) -> str:
        return f"referent {self.pk}"

    @property
    def is_manager(self) -> bool:
        return self.role == self.Role.MANAGER

    def answers_for(self, *, theme: int, commune: str) -> bool:
        """Whether what comes with this theme from this commune is for them: a manager answers for all."""
        if self.is_manager:
            return True
        themes = {each.pk for each in self.themes.all()}
        return (not themes or theme in themes) and (not self.communes or commune in self.communes)

    def part(self, *, structure: str, theme: str, commune: str) -> Q:
        """The same rule as a filter on the rows of a table, given the names of its columns."""
        part = Q(**{structure: self.structure_id})
        if self.is_manager:
            return part
        if themes := [each.pk for each in self.themes.all()]:
            part &= Q(**{f"{theme}__in": themes})
        if self.communes:
            part &= Q(**{f"{commune}__in": self.communes})
        return part


class TeamReminder(models.Model):
    """The manager was asked, for that date, to say who still belongs to the structure: once of each kind."""

    class Kind(models.TextChoices):
        DUE = "DUE", "Équipe à confirmer"
        LATE = "LATE", "Rappel"
        TO_ANIMATION = "TO_ANIMATION", "Dit à l’animation"

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="team_reminders")
    kind = models.CharField(max_length=12, choices=Kind)
    due_on = models.DateField()
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = "rappel d’équipe"
        constraints = [
            models.UniqueConstraint(fields=["structure", "kind", "due_on"], name="team_reminder_once")
        ]

    def __str__(self) -> str:
        return f"team reminder {self.pk}"
