"""What a professional arranges for their own work: filters, digest, calendar, ready answers."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from boussole.accounts.models import User
from boussole.partners.models import Structure


class SavedFilter(models.Model):
    """A way of looking at the list of requests, kept under a name."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="saved_filters")
    name = models.CharField("nom", max_length=60)
    query = models.CharField("filtres", max_length=400)

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
    """One mail a day at the hour that the person chose; none when nothing waits."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, related_name="daily_digest")
    hour = models.PositiveSmallIntegerField("heure")
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


class ReadyAnswer(models.Model):
    """A text that the people of a structure write often: put in the composer at one press."""

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="ready_answers")
    title = models.CharField("titre", max_length=80)
    text = models.TextField("texte", max_length=2000)
    updated_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    updated_at = models.DateTimeField("modifiée le")

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
