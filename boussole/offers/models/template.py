"""Offers written once for many structures: the models of a territory, or of a network."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.offers.content import OfferContent, content_from
from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory


class OfferTemplateQuerySet(models.QuerySet["OfferTemplate"]):
    def visible_to(self, user: User, day: date) -> OfferTemplateQuerySet:
        """The only door from the extranet: those that one of the person's structures may use."""
        mine = list(Structure.objects.visible_to(user, day).values_list("network", "areas"))
        networks = {network for network, _ in mine if network}
        nearby = account_policies.around(tuple(sorted({area for _, areas in mine for area in areas})))
        usable = Q(network__in=networks) | Q(territory__areas__overlap=nearby)
        return self.filter(usable, is_archived=False)

    def serving(self, user: User, day: date) -> OfferTemplateQuerySet:
        """For the people who run the network: those of their territory, and of the networks that work there."""
        here = account_policies.serves_a_scope_of(user, day, "territory__areas")
        networks = Structure.objects.serving(user, day).exclude(network="").values("network")
        return self.filter(Q(territory__isnull=False) & here | Q(network__in=networks))


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

    objects = OfferTemplateQuerySet.as_manager()

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
