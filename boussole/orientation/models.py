"""Searches: what was looked for, without any identity (product.md 5.2)."""

from __future__ import annotations

from django.db import models

from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory


class Search(models.Model):
    """One search, generalised: a day, a place wide enough, an age group, the codes answered.

    Nothing joins two searches of one person: no session, no address, no time of day.
    """

    day = models.DateField("jour")
    territory = models.ForeignKey(
        Territory, on_delete=models.SET_NULL, null=True, blank=True, related_name="searches"
    )
    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="searches")
    area = models.CharField("intercommunalité ou département", max_length=24)
    age_group = models.CharField("tranche d’âge", max_length=8, blank=True)
    answers = models.JSONField("réponses", default=dict)
    offers_found = models.PositiveIntegerField("offres trouvées")

    class Meta:
        verbose_name = "recherche"
        indexes = [models.Index(fields=["territory", "theme", "day"], name="search_by_territory_and_day")]

    def __str__(self) -> str:
        return f"search {self.pk}"
