"""What has been imported: the name of each bundle, so that it is exported as it came."""

from __future__ import annotations

from django.db import models

from boussole.territories.models import Territory


class ImportedBundle(models.Model):
    """The last import of one bundle: of a territory, or of the national content."""

    territory = models.OneToOneField(
        Territory, on_delete=models.CASCADE, null=True, blank=True, related_name="bundle"
    )
    name = models.CharField("nom", max_length=600)
    description = models.CharField("description", max_length=600, blank=True)
    holds_themes = models.BooleanField("définit des thèmes", default=False)
    imported_at = models.DateTimeField("importé le")

    class Meta:
        verbose_name = "lot importé"
        constraints = [
            models.UniqueConstraint(
                fields=["territory"], name="imported_bundle_once_per_territory", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return self.name
