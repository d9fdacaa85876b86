"""Offers to look at again because a questionnaire has a new answer (product.md 5.2)."""

from __future__ import annotations

from django.db import models

from boussole.accounts.models import User
from boussole.offers.models.offer import Offer


class AnswerReview(models.Model):
    """One offer accepts only some answers of a question that now has one more: does it accept this one?"""

    class Decision(models.TextChoices):
        ACCEPTED = "ACCEPTED", "L’offre l’accepte"
        LEFT_OUT = "LEFT_OUT", "L’offre ne l’accepte pas"

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="answer_reviews")
    question = models.SlugField("question")
    answer = models.SlugField("réponse")
    asked_at = models.DateTimeField("demandé le")
    decision = models.CharField("décision", max_length=8, choices=Decision, blank=True)
    decided_at = models.DateTimeField("décidé le", null=True, blank=True)
    decided_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "offre à revoir pour une réponse"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "question", "answer"], name="answer_review_once"),
        ]

    def __str__(self) -> str:
        return f"answer review {self.pk}"
