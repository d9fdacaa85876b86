"""The territories where a Boussole is open, with the body that carries each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models

if TYPE_CHECKING:
    from boussole.territories.geography import Commune


class TerritoryQuerySet(models.QuerySet["Territory"]):
    def around(self, commune: Commune) -> TerritoryQuerySet:
        """The open territories whose zone contains this commune."""
        return self.filter(is_open=True, areas__overlap=list(commune.areas))

    def at(self, commune: Commune) -> Territory | None:
        """The Boussole of whoever lives in this commune: where two overlap, the first that was prepared."""
        return self.around(commune).order_by("pk").first()


class Territory(models.Model):
    """A set of communes where a Boussole is open, and the body that carries it."""

    code = models.SlugField("code", unique=True)
    name = models.CharField("nom", max_length=120)
    areas = ArrayField(models.CharField(max_length=24), verbose_name="zone")
    timezone = models.CharField("fuseau horaire", max_length=40, default="Europe/Paris")
    is_open = models.BooleanField("ouvert", default=True)
    # Said ahead: the last day on which young people find it. Its charters end with it.
    closes_on = models.DateField("dernier jour", null=True, blank=True)
    # How long an offer stays true without a word from its structure (product.md 5.5): 6 months unless chosen.
    confirmation_months = models.PositiveSmallIntegerField("mois entre deux confirmations", default=6)
    welcome = models.CharField("phrase d’accueil", max_length=300, blank=True)
    carrier_name = models.CharField("structure porteuse", max_length=160)
    carrier_address = models.CharField("adresse", max_length=200, blank=True)
    carrier_postcode = models.CharField("code postal", max_length=5, blank=True)
    carrier_city = models.CharField("ville", max_length=80, blank=True)
    carrier_phone = models.CharField("téléphone", max_length=30, blank=True)
    carrier_email = models.EmailField("e-mail", blank=True)
    carrier_opening_hours = models.CharField("horaires", max_length=200, blank=True)
    carrier_website = models.URLField("site", blank=True)
    director_name = models.CharField("direction de la publication", max_length=120, blank=True)
    director_function = models.CharField("fonction", max_length=120, blank=True)
    director_email = models.EmailField("e-mail de la direction", blank=True)  # who signs charters
    data_protection_contact = models.EmailField("contact protection des données", blank=True)

    objects = TerritoryQuerySet.as_manager()

    class Meta:
        verbose_name = "territoire"
        indexes = [GinIndex(fields=["areas"], name="territory_areas")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmation_months__gte=1, confirmation_months__lte=12),
                name="territory_confirmation_between_1_and_12_months",
                violation_error_message="Choisissez de 1 à 12 mois entre deux confirmations.",
            ),
        ]

    def __str__(self) -> str:
        return self.name
