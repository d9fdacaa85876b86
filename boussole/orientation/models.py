"""Searches and how far questionnaires are answered, without any identity (product.md 5.2)."""

from __future__ import annotations

from django.db import models

from boussole.questionnaires.models import Questionnaire, Theme
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
        indexes = [
            models.Index(fields=["territory", "theme", "day"], name="search_by_territory_and_day"),
            # The replay groups the searches of a theme around an offer (`queries.search_groups`).
            models.Index(fields=["theme", "area", "day"], name="search_by_area_and_day"),
        ]

    def __str__(self) -> str:
        return f"search {self.pk}"


class PageTally(models.Model):
    """How many answered one page of a questionnaire that day, or one question of it: numbers, and nothing else.

    Written by `actions.tallies.count_page` when a page is sent; a visit counts once for each page and question.
    Those who gave up on a page are `answered - went_on - finished`, whatever pages their answers made them skip.
    """

    day = models.DateField("jour")
    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="tallies")
    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, null=True, blank=True, related_name="tallies"
    )
    page = models.PositiveSmallIntegerField("page")  # of the document, from 1
    question = models.SlugField("question", blank=True)  # empty for the page as a whole
    answered = models.PositiveIntegerField("réponses", default=0)
    went_on = models.PositiveIntegerField("passées à une autre page", default=0)
    finished = models.PositiveIntegerField("arrivées aux résultats", default=0)
    left_blank = models.PositiveIntegerField("sans réponse", default=0)
    unknown = models.PositiveIntegerField("« je ne sais pas »", default=0)

    class Meta:
        verbose_name = "décompte d’une page"
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "territory", "page", "question", "day"],
                name="page_tally_once_per_day",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"page tally {self.pk}"
