"""How a territory opens and words a national theme."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from boussole.questionnaires.models.theme import Theme
from boussole.territories.models import Territory


class TerritoryThemeQuerySet(models.QuerySet["TerritoryTheme"]):
    def open_on(self, day: date) -> TerritoryThemeQuerySet:
        return self.filter(opened_on__lte=day).filter(Q(closed_on__isnull=True) | Q(closed_on__gte=day))


class TerritoryTheme(models.Model):
    """A theme as one territory opens and words it."""

    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="themes")
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="territories")
    opened_on = models.DateField("ouvert le")
    closed_on = models.DateField("dernier jour", null=True, blank=True)
    invitation = models.CharField("invitation", max_length=120, blank=True)
    description = models.CharField("description", max_length=300, blank=True)
    position = models.PositiveSmallIntegerField("rang", default=0)

    objects = TerritoryThemeQuerySet.as_manager()

    class Meta:
        verbose_name = "thème d’un territoire"
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["territory", "theme"], name="theme_once_per_territory")
        ]

    def __str__(self) -> str:
        return f"territory theme {self.pk}"

    def is_open_on(self, day: date) -> bool:
        return self.opened_on <= day and (self.closed_on is None or self.closed_on >= day)
