"""What a professional arranges for their own work: filters, digest, calendar, ready answers."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from boussole.accounts.models import User
from boussole.partners.models import Structure
from boussole.partners.policies import referents_of


class SavedFilter(models.Model):
    """A way of looking at the list of requests, kept under a name."""

    LONGEST_QUERY = 400

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField("nom", max_length=60)
    query = models.CharField("filtres", max_length=LONGEST_QUERY)

    class Meta:
        verbose_name = "filtre enregistré"
        ordering = ["name", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["user", "name"],
                name="saved_filter_once_per_name",
                violation_error_message="Vous avez déjà un filtre de ce nom.",
            )
        ]

    def __str__(self) -> str:
        return f"saved filter {self.pk}"


class DailyDigest(models.Model):
    """One mail a day at the hour that the person chose; none when nothing waits.

    Whoever has no row receives it at `USUAL_HOUR`: a promise must not be forgotten for want of a setting.
    """

    USUAL_HOUR = 8

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="daily_digest")
    # Empty: no digest, as the person chose.
    hour = models.PositiveSmallIntegerField("heure", null=True, blank=True, default=USUAL_HOUR)
    # The ledger: a day that was dealt with, mail or no mail, is never dealt with again.
    last_day = models.DateField("dernier jour traité", null=True, blank=True)

    class Meta:
        verbose_name = "résumé quotidien"
        constraints = [
            models.CheckConstraint(
                condition=Q(hour__lte=23),
                name="daily_digest_at_an_hour",
                violation_error_message="L’heure va de 0 à 23.",
            )
        ]

    def __str__(self) -> str:
        return f"daily digest {self.pk}"


class CalendarFeed(models.Model):
    """The private address from which a calendar program reads due dates. Only its hash is kept."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="calendar_feed")
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField()
    read_at = models.DateTimeField("dernière lecture", null=True, blank=True)

    class Meta:
        verbose_name = "agenda abonné"

    def __str__(self) -> str:
        return f"calendar feed {self.pk}"


class ReadyAnswerQuerySet(models.QuerySet["ReadyAnswer"]):
    def visible_to(self, user: User, day: date) -> ReadyAnswerQuerySet:
        """The only door from the extranet: the texts of the structures that the person answers for."""
        return self.filter(structure__in=[referent.structure_id for referent in referents_of(user, day)])


class ReadyAnswer(models.Model):
    """A text that the people of a structure write often: put in the composer at one press."""

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="ready_answers")
    title = models.CharField("titre", max_length=80)
    text = models.TextField("texte", max_length=2000)
    updated_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField("modifiée le")

    objects = ReadyAnswerQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse prête"
        ordering = ["title", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["structure", "title"],
                name="ready_answer_once_per_title",
                violation_error_message="Une réponse de ce titre existe déjà.",
            )
        ]

    def __str__(self) -> str:
        return f"ready answer {self.pk}"
