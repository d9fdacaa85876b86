"""National themes and their categories."""

from __future__ import annotations

from django.db import models


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

    @property
    def is_used(self) -> bool:
        """Whether something already names it by its code, which then no longer changes (decision 0004)."""
        return self.questionnaires.exists() or self.territories.exists()


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
