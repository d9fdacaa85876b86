"""Themes, their categories, their questionnaires, and how a territory opens them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from boussole.questionnaires.definition import Definition, definition_from
from boussole.territories.models import Territory


class Theme(models.Model):
    """A national theme: what young people look for. Territories refer to it, whatever their wording."""

    code = models.SlugField("code", unique=True)
    name = models.CharField("nom", max_length=80)
    invitation = models.CharField("invitation", max_length=120)
    description = models.CharField("description", max_length=300, blank=True)
    pictogram = models.CharField("pictogramme", max_length=30, default="compass")
    is_sensitive = models.BooleanField("sujet sensible", default=False)
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "thème"
        ordering = ["position", "code"]

    def __str__(self) -> str:
        return self.name


class Category(models.Model):
    """A group of offers inside a theme: a heading of the results page."""

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="categories")
    code = models.SlugField("code")
    name = models.CharField("nom", max_length=120)
    position = models.PositiveSmallIntegerField("rang", default=0)

    class Meta:
        verbose_name = "catégorie"
        ordering = ["theme", "position"]
        constraints = [models.UniqueConstraint(fields=["theme", "code"], name="category_code_once_per_theme")]

    def __str__(self) -> str:
        return self.name


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


class Questionnaire(models.Model):
    """One version of the questionnaire of a theme: national, or a territory's own. Immutable once published."""

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "Brouillon"
        PUBLISHED = "PUBLISHED", "Publiée"
        REPLACED = "REPLACED", "Remplacée"

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="questionnaires")
    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, null=True, blank=True, related_name="questionnaires"
    )
    version = models.PositiveIntegerField("version")
    status = models.CharField("état", max_length=10, choices=Status, default=Status.DRAFT)
    document = models.JSONField("contenu")
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "questionnaire"
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "territory", "version"],
                name="questionnaire_version_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["theme", "territory"],
                condition=Q(status="PUBLISHED"),
                name="questionnaire_published_once",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"questionnaire {self.pk}"

    @property
    def definition(self) -> Definition:
        """The document, read. Published versions are kept in memory by `queries.questionnaire_version`."""
        return definition_from(self.document)
