"""What the young person says: were they contacted, did it help. Beside what the professional wrote, never over it."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from boussole.accounts.models import User
from boussole.contact_requests.models.contact_request import ContactRequest


class YoungPersonWord(models.Model):
    """One thing the young person said on their page: append only, like the log of the professionals.

    PostgreSQL refuses to change one; how a contradiction was settled is written once.
    """

    class Kind(models.TextChoices):
        CONTACTED = "CONTACTED", "On m’a contacté"
        NOT_CONTACTED = "NOT_CONTACTED", "Personne ne m’a contacté"
        NUDGE = "NUDGE", "Relance"

    contact_request = models.ForeignKey(ContactRequest, on_delete=models.CASCADE, related_name="words")
    kind = models.CharField("nature", max_length=14, choices=Kind)
    at = models.DateTimeField("le")
    day = models.DateField("jour, là où vit la personne")
    # A contradiction with the log waits for the manager of the structure until somebody has settled it.
    settled_at = models.DateTimeField("réglée le", null=True, blank=True)
    settled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    settled_note = models.CharField("explication", max_length=300, blank=True)

    class Meta:
        verbose_name = "parole de la personne"
        ordering = ["at", "pk"]
        constraints = [
            # One nudge a day, one escalation a day: a double press says it once.
            models.UniqueConstraint(
                fields=["contact_request", "kind", "day"], name="word_once_a_day_per_kind"
            )
        ]

    def __str__(self) -> str:
        return f"word {self.pk}"


class Opinion(models.Model):
    """Did it help? Asked once, seven days after the first contact or at the end (charter clause A4)."""

    class Helped(models.TextChoices):
        YES = "YES", "Oui"
        PARTLY = "PARTLY", "Un peu"
        NO = "NO", "Non"

    contact_request = models.OneToOneField(ContactRequest, on_delete=models.CASCADE, related_name="opinion")
    helped = models.CharField("cela a aidé", max_length=6, choices=Helped)
    score = models.PositiveSmallIntegerField("note de 1 à 5")
    word = models.CharField("un mot", max_length=500, blank=True)
    given_at = models.DateTimeField("donné le")

    class Meta:
        verbose_name = "avis"
        constraints = [
            models.CheckConstraint(
                condition=Q(score__gte=1, score__lte=5),
                name="opinion_from_1_to_5",
                violation_error_message="La note va de 1 à 5.",
            )
        ]

    def __str__(self) -> str:
        return f"opinion {self.pk}"
