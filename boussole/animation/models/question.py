"""A question of the animation to a structure, about a need that nobody meets."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models

from boussole.accounts.models import User
from boussole.accounts.policies import animated_territories
from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory


class StructureQuestionQuerySet(models.QuerySet["StructureQuestion"]):
    def visible_to(self, user: User, day: date) -> StructureQuestionQuerySet:
        """From the extranet: the questions put to the person's structures."""
        return self.filter(structure__in=Structure.objects.visible_to(user, day))

    def asked_from(self, user: User, day: date) -> StructureQuestionQuerySet:
        """From the animation: those of the territories that the person animates."""
        return self.filter(territory__in=animated_territories(user, day))

    def waiting(self) -> StructureQuestionQuerySet:
        return self.filter(answer="")


class StructureQuestion(models.Model):
    """Could you meet this need? Asked once, answered once."""

    class Answer(models.TextChoices):
        WIDEN = "WIDEN", "Oui, en élargissant une offre"
        NEW_OFFER = "NEW_OFFER", "Oui, avec une nouvelle offre"
        ELSEWHERE = "ELSEWHERE", "Pas nous, mais nous connaissons quelqu’un"
        NO = "NO", "Non, ce n’est pas possible"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="questions")
    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="questions")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="+")
    area = models.CharField("où", max_length=24, blank=True)
    need = models.CharField("besoin", max_length=300)
    text = models.TextField("question", max_length=1000)
    asked_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    asked_at = models.DateTimeField("posée le")
    answer = models.CharField("réponse", max_length=9, choices=Answer, blank=True)
    words = models.TextField("mots de la réponse", max_length=1000, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField("répondue le", null=True, blank=True)

    objects = StructureQuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "question à une structure"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer="", answered_at__isnull=True)
                | (~models.Q(answer="") & models.Q(answered_at__isnull=False)),
                name="structure_question_answered_at_a_moment",
            ),
        ]

    def __str__(self) -> str:
        return f"structure question {self.pk}"
