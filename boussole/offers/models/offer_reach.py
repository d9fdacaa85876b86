"""The derived table that matching reads (decision 0005)."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from boussole.offers.models.offer import Offer


class OfferReach(models.Model):
    """Derived: one row per area an offer serves and per stretch of days, with what excludes.

    Written by `reach.py` alone. An absence cuts the days of an offer in stretches: a pause leaves a hole.

    Matching is one index-only scan of this table on (theme, area): decision 0005.
    """

    theme_id = models.IntegerField()
    area = models.CharField(max_length=24)
    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="reach", db_index=True)
    # What orders the results (orientation/ordering.py), so that a page reads nothing else of what it hides.
    category = models.CharField(max_length=60)
    structure_key = models.IntegerField()
    offer_key = models.IntegerField()
    is_full = models.BooleanField(default=False)
    # On the days of these rows the offer is shown last: an absence makes the structure call back later, or
    # nobody has confirmed for long that it is still true.
    comes_last = models.BooleanField(default=False)
    age_min = models.SmallIntegerField()
    age_max = models.SmallIntegerField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    rejected = ArrayField(models.IntegerField(), default=list)
    ranges = models.JSONField(null=True, blank=True)

    class Meta:
        verbose_name = "portée d’une offre"
        indexes = [
            models.Index(
                fields=["theme_id", "area"],
                include=[
                    "offer",
                    "category",
                    "structure_key",
                    "offer_key",
                    "is_full",
                    "comes_last",
                    "age_min",
                    "age_max",
                    "starts_on",
                    "ends_on",
                    "rejected",
                    "ranges",
                ],
                name="offer_reach_match",
            )
        ]

    def __str__(self) -> str:
        return f"reach {self.pk}"
