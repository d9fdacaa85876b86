"""Offers to look at again because a questionnaire has a new answer (product.md 5.2)."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Exists, F, IntegerField, OuterRef
from django.db.models.expressions import Func

from boussole.accounts.models import User
from boussole.offers.models.criterion import Criterion
from boussole.offers.models.offer import Offer


class AnswerReviewQuerySet(models.QuerySet["AnswerReview"]):
    def pending(self) -> AnswerReviewQuerySet:
        """Those that still wait for a word: the offer is on line or paused, and still leaves the answer out.

        What the structure has settled by writing its offer again waits no more, whoever was asked.
        """
        position = Func(
            F("accepted"), OuterRef("answer"), function="array_position", output_field=IntegerField()
        )
        leaving_out = Criterion.objects.filter(
            offer=OuterRef("offer"), question=OuterRef("question"), kind=Criterion.Kind.ONLY
        ).annotate(position=position)
        return self.filter(
            Exists(leaving_out.filter(position__isnull=True)),
            decision="",
            offer__status__in=(Offer.Status.PUBLISHED, Offer.Status.PAUSED),
        )

    def visible_to(self, user: User, day: date) -> AnswerReviewQuerySet:
        """The only door from the extranet: those about the offers of the person's structures."""
        return self.filter(offer__in=Offer.objects.visible_to(user, day))

    def serving(self, user: User, day: date) -> AnswerReviewQuerySet:
        """For the people who run the network: those about the offers that serve their territory."""
        return self.filter(offer__in=Offer.objects.serving(user, day))


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

    objects = AnswerReviewQuerySet.as_manager()

    class Meta:
        verbose_name = "offre à revoir pour une réponse"
        ordering = ["asked_at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "question", "answer"], name="answer_review_once"),
        ]

    def __str__(self) -> str:
        return f"answer review {self.pk}"
