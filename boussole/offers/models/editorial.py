"""How a territory writes: the rules its offers are read against, and what was found at the end of links."""

from __future__ import annotations

from django.db import models

from boussole.accounts.models import User
from boussole.territories.models import Territory


class EditorialLine(models.Model):
    """The writing rules of one territory, or the national ones that apply where none were adapted."""

    territory = models.OneToOneField(
        Territory, on_delete=models.CASCADE, null=True, blank=True, related_name="editorial_line"
    )
    document = models.JSONField("règles")  # read by `editorial.line.line_from`
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField("écrite le")

    class Meta:
        verbose_name = "ligne éditoriale"
        constraints = [
            models.UniqueConstraint(
                fields=["territory"], name="editorial_line_once_per_territory", nulls_distinct=False
            ),
        ]

    def __str__(self) -> str:
        return f"editorial line {self.pk}"


class CheckedLink(models.Model):
    """What answered at one address of the web that an offer quotes, the last time we looked."""

    class Status(models.TextChoices):
        WAITING = "WAITING", "À vérifier"
        ALIVE = "ALIVE", "Répond"
        DEAD = "DEAD", "Ne répond plus"
        UNSURE = "UNSURE", "Indécis"  # refuses robots, too slow, too far: a person must look

    url = models.URLField("adresse", max_length=500, unique=True)
    status = models.CharField("état", max_length=7, choices=Status, default=Status.WAITING)
    answer = models.CharField("réponse", max_length=60, blank=True)
    asked_at = models.DateTimeField("demandée le")
    checked_at = models.DateTimeField("vérifiée le", null=True, blank=True)

    class Meta:
        verbose_name = "lien vérifié"

    def __str__(self) -> str:
        return f"checked link {self.pk}"
