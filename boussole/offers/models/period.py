"""When an offer takes requests, for those that are not open all the year."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from boussole.offers.content import Period
from boussole.offers.models.offer import Offer


class OfferPeriod(models.Model):
    """Days in a row on which the offer is open, both ends included. An offer without any is always open."""

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="periods")
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")

    class Meta:
        verbose_name = "période d’ouverture"
        ordering = ["starts_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="offer_period_in_order",
                violation_error_message="La date de fin vient après la date de début.",
            ),
        ]

    def __str__(self) -> str:
        return f"offer period {self.pk}"

    @property
    def value(self) -> Period:
        return Period(self.starts_on, self.ends_on)
