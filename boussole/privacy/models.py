"""Counters that keep robots away, without ever holding an address in clear."""

from django.db import models


class Hits(models.Model):
    """How often one key came within the current period. The key is a fingerprint: it names nobody."""

    scope = models.CharField("ce qui est compté", max_length=60)
    fingerprint = models.CharField("empreinte", max_length=64)
    count = models.PositiveIntegerField("nombre")
    ends_at = models.DateTimeField("fin de la période")

    class Meta:
        verbose_name = "compteur"
        constraints = [models.UniqueConstraint(fields=["scope", "fingerprint"], name="hits_one_row_per_key")]
        indexes = [models.Index(fields=["ends_at"], name="privacy_hits_over")]

    def __str__(self) -> str:
        return f"{self.scope} ({self.pk})"
