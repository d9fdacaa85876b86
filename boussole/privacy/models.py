"""Counters that keep robots away, without ever holding an address in clear."""

from django.db import models


class Hits(models.Model):
    """How often one key came within one period. The key is a fingerprint: it says nothing of anybody."""

    scope = models.CharField("ce qui est compté", max_length=60)
    fingerprint = models.CharField("empreinte", max_length=64)
    starts_at = models.DateTimeField("début de la période")
    ends_at = models.DateTimeField("fin de la période")
    count = models.PositiveIntegerField("nombre")

    class Meta:
        verbose_name = "compteur"
        constraints = [
            models.UniqueConstraint(
                fields=["scope", "fingerprint", "starts_at"], name="hits_one_row_per_key_and_period"
            )
        ]
        indexes = [models.Index(fields=["ends_at"], name="privacy_hits_over")]

    def __str__(self) -> str:
        return f"{self.scope} ({self.pk})"
