"""What a person may do on a territory, a region or the country, between two dates."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Coalesce

from boussole.accounts.models.invitation import Invitation
from boussole.accounts.models.user import User
from boussole.core.clock import local_day
from boussole.core.db import LocalDay
from boussole.territories.geography import PARIS
from boussole.territories.models import Territory

# What PostgreSQL calls the day, where the clocks show the time of the mandate: the same as `Mandate.today`.
ZONE = Coalesce(F("territory__timezone"), Value(PARIS))


class MandateQuerySet(models.QuerySet["Mandate"]):
    def in_force(self, day: date) -> MandateQuerySet:
        """Accepted, begun and not ended, that day of their own calendar."""
        return self.alias(day=Value(day, models.DateField()))._in_force()

    def in_force_at(self, now: datetime) -> MandateQuerySet:
        """The same at this moment: each begins and ends at the midnight of its own place (see `Mandate.today`)."""
        return self.alias(day=LocalDay(ZONE, now))._in_force()

    def _in_force(self) -> MandateQuerySet:
        begun = self.filter(is_pending=False, starts_on__lte=F("day"))
        return begun.filter(Q(ends_on__isnull=True) | Q(ends_on__gte=F("day")))

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
    # Of the national team, who asked for its end alone: the others may still say no (decision 0036).
    end_asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

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

    @property
    def is_national(self) -> bool:
        return self.role == self.Role.NATIONAL

    def today(self, now: datetime) -> date:
        """The day where its territory is; in Paris for a région or the country."""
        return local_day(now, self.territory.timezone if self.territory else PARIS)

    def has_begun(self, now: datetime) -> bool:
        return self.starts_on <= self.today(now)

    def is_over(self, now: datetime) -> bool:
        return self.ends_on is not None and self.ends_on < self.today(now)
