"""What an offer asks of young people, question by question."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.db import models

from boussole.offers.criteria import Criterion as CriterionValue
from boussole.offers.criteria import CriterionKind
from boussole.offers.models.offer import Offer


class Criterion(models.Model):
    """What an offer asks on one question. Questions and answers are named by their stable codes."""

    class Kind(models.TextChoices):
        ALL = CriterionKind.ALL.value, "Tout le monde"
        ONLY = CriterionKind.ONLY.value, "Seulement…"
        RANGE = CriterionKind.RANGE.value, "De… à…"

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="criteria")
    question = models.SlugField("question")
    kind = models.CharField("condition", max_length=5, choices=Kind, default=Kind.ALL)
    accepted = ArrayField(models.SlugField(), default=list, blank=True)
    minimum = models.IntegerField(null=True, blank=True)
    maximum = models.IntegerField(null=True, blank=True)

    class Meta:
        verbose_name = "critère"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "question"], name="criterion_once_per_question")
        ]

    def __str__(self) -> str:
        return f"criterion {self.pk}"

    @property
    def value(self) -> CriterionValue:
        return CriterionValue(
            self.question, CriterionKind(self.kind), frozenset(self.accepted), self.minimum, self.maximum
        )
