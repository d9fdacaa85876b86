"""A structure: the body that makes promises."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q

from boussole.accounts import policies as account_policies
from boussole.accounts.models import User
from boussole.territories.geography import UnknownCommune, geography
from boussole.territories.models import Territory

if TYPE_CHECKING:
    from datetime import date


class StructureQuerySet(models.QuerySet["Structure"]):
    def visible_to(self, user: User, day: date) -> StructureQuerySet:
        """The only door to these rows from the extranet: those in which the person is a referent."""
        return self.filter(
            Q(referents__ends_on__isnull=True) | Q(referents__ends_on__gte=day),
            referents__user=user,
            referents__starts_on__lte=day,
        ).distinct()

    def serving(self, user: User, day: date) -> StructureQuerySet:
        """For the people who run the network: rights follow the zone served (product.md 3)."""
        return self.filter(account_policies.serves_a_scope_of(user, day))

    def same_body(self, structure: Structure) -> StructureQuerySet:
        """The other places of the same body: its parent, its own sites, and the sites of the same parent."""
        family = Q(parent=structure)
        if structure.parent_id is not None:
            family |= Q(pk=structure.parent_id) | Q(parent=structure.parent_id)
        return self.filter(family).exclude(pk=structure.pk).exclude(status=Structure.Status.LEFT)


class Structure(models.Model):
    """A body that offers services to young people, free of charge, within a zone of competence."""

    class Status(models.TextChoices):
        PROSPECT = "PROSPECT", "Pressentie"  # known from elsewhere, nobody of it has come yet
        INVITED = "INVITED", "Invitée"
        ACTIVE = "ACTIVE", "Partenaire"
        LEFT = "LEFT", "A quitté le réseau"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    code = models.SlugField("code", max_length=80, unique=True)
    name = models.CharField("nom", max_length=160)
    # The body it is a site of, when it has several places.
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="sites",
        verbose_name="rattachée à",
    )
    kind = models.CharField("nature", max_length=80)
    network = models.CharField("réseau", max_length=120, blank=True)
    role = models.TextField("rôle", max_length=600, blank=True)
    status = models.CharField("état", max_length=10, choices=Status, default=Status.ACTIVE)
    address = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    commune = models.CharField("commune", max_length=5, help_text="Code officiel de la commune (Insee).")
    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    website = models.URLField("site", blank=True)
    opening_hours = models.CharField("horaires", max_length=200, blank=True)
    areas = ArrayField(models.CharField(max_length=24), verbose_name="zone de compétence")
    default_promised_days = models.PositiveSmallIntegerField("délai habituel", default=3)

    objects = StructureQuerySet.as_manager()

    class Meta:
        verbose_name = "structure"
        indexes = [GinIndex(fields=["areas"], name="structure_areas")]
        constraints = [
            models.CheckConstraint(
                condition=Q(default_promised_days__gte=1, default_promised_days__lte=7),
                name="structure_delay_between_1_and_7_days",
                violation_error_message="Le délai promis va de 1 à 7 jours.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def home_territory(self) -> Territory | None:
        """The open territory where the structure is; None outside them all. One query."""
        try:
            return Territory.objects.at(geography().commune(self.commune))
        except UnknownCommune:
            return None
