"""The yearly agreement between a structure and the animation (product.md 5.6)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from boussole.partners.models.structure import Structure


class CharterAgreement(models.Model):
    """Signed, it is renewed every year without a gesture until its notice; being signed, it may be tolerated."""

    class Status(models.TextChoices):
        SIGNING = "SIGNING", "En cours de signature"
        IN_FORCE = "IN_FORCE", "En vigueur"

    structure = models.OneToOneField(Structure, on_delete=models.CASCADE, related_name="charter")
    status = models.CharField("état", max_length=10, choices=Status, default=Status.SIGNING)
    signed_on = models.DateField("dernière signature", null=True, blank=True)
    tolerated_until = models.DateField("tolérée jusqu’au", null=True, blank=True)
    ends_on = models.DateField("fin", null=True, blank=True)

    class Meta:
        verbose_name = "charte signée"
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="IN_FORCE") | Q(signed_on__isnull=False),
                name="charter_in_force_is_signed",
                violation_error_message="Une charte en vigueur a une date de signature.",
            ),
        ]

    def __str__(self) -> str:
        return f"charter {self.pk}"

    def covers(self) -> tuple[date, date] | None:
        """The first and last days on which the offers may be shown; None when there are none."""
        return coverage(self.status, self.signed_on, self.tolerated_until, self.ends_on)


def coverage(
    status: str, signed_on: date | None, tolerated_until: date | None, ends_on: date | None
) -> tuple[date, date] | None:
    """Pure form of `CharterAgreement.covers`, for a charter that is not a row (a bundle)."""
    if status == CharterAgreement.Status.IN_FORCE and signed_on:
        return signed_on, ends_on or date.max
    if tolerated_until:
        return date.min, min(tolerated_until, ends_on or date.max)
    return None
