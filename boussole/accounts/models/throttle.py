"""How often somebody failed lately."""

from django.db import models


class Throttle(models.Model):
    """How often somebody failed lately: one row per account, per known device, per network.

    The key is a keyed hash: neither the e-mail nor the address of the network is kept.
    """

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    closed_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "frein"
        indexes = [models.Index(fields=["last_at"], name="throttle_by_moment")]

    def __str__(self) -> str:
        return f"throttle {self.key[:8]}"
