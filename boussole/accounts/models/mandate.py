"""What a person may do on a territory, a region or the country, between two dates."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from boussole.accounts.models.invitation import Invitation
from boussole.accounts.models.user import User
from boussole.territories.models import Territory


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, day: date) -> MandateQuerySet:
        """Accepted, begun and not ended."""
        begun = self.filter(is_pending=False, starts_on__lte=day)
        return begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=day))

    def pending(self) -> MandateQuerySet:
        """Proposed to somebody who has not answered yet: they open nothing."""
        return self.filter(is_pending=True)


class Mandate(models.Model):
    """A role and its scope. A person may have several; one that is pending waits for its invitation."""

    class Role(models.TextChoices):
        ANIMATOR = "ANIMATOR", "Animation territoriale"
        REGIONAL = "REGIONAL", "Référence régionale"
        NATIONAL = "NATIONAL", "Équipe nationale"
        OBSERVER = "OBSERVER", "Observation"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="mandates")
    role = models.CharField("rôle", max_length=10, choices=Role)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="mandates"
    )
    region = models.CharField("code de la région", max_length=3, blank=True)
    starts_on = models.DateField("début")
    ends_on = models.DateField("fin", null=True, blank=True)
    given_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    invitation = models.ForeignKey(
        Invitation, on_delete=models.SET_NULL, null=True, blank=True, related_name="mandates"
    )
    is_pending = models.BooleanField("attend une réponse", default=False)

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="ANIMATOR") | Q(territory__isnull=False),
                name="mandate_of_an_animator_has_a_territory",
                violation_error_message="Un mandat d’animation porte sur un territoire.",
            ),
            models.CheckConstraint(
                condition=~Q(role="REGIONAL") | ~Q(region=""),
                name="mandate_of_a_regional_lead_has_a_region",
                violation_error_message="Un mandat régional porte sur une région.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=models.F("starts_on")),
                name="mandate_days_in_order",
                violation_error_message="Le dernier jour vient après le premier, ou c’est le même.",
            ),
        ]

    def __str__(self) -> str:
        return f"mandate {self.pk}"
