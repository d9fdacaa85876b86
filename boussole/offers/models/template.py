"""Offers written once for many structures: the models of a territory, or of a network."""

from __future__ import annotations

from django.db import models

from boussole.accounts.models import User
from boussole.offers.content import OfferContent, content_from
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory


class OfferTemplate(models.Model):
    """A text and its criteria, from which structures make their own offer, kept the same or let free."""

    code = models.SlugField("code", max_length=100, unique=True)
    title = models.CharField("nom du modèle", max_length=120)
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="templates")
    # One of the two: the territory whose structures may use it, or the network (« réseau ») whose members may.
    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, null=True, blank=True, related_name="templates"
    )
    network = models.CharField("réseau", max_length=120, blank=True)
    document = models.JSONField("contenu")
    number = models.PositiveIntegerField("version", default=1)
    is_archived = models.BooleanField("retiré", default=False)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    written_at = models.DateTimeField("écrit le")

    class Meta:
        verbose_name = "modèle d’offre"
        ordering = ["theme", "title"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(territory__isnull=False, network="")
                | (models.Q(territory__isnull=True) & ~models.Q(network="")),
                name="offer_template_of_a_territory_or_a_network",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def content(self) -> OfferContent:
        return content_from(self.document)
