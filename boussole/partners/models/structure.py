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
from boussole.core.moves import require_move
from boussole.partners import kinds
from boussole.questionnaires.models import Theme
from boussole.territories.geography import UnknownCommune, geography
from boussole.territories.models import Territory

if TYPE_CHECKING:
    from datetime import date, datetime


class StructureQuerySet(models.QuerySet["Structure"]):
    def visible_to(self, user: User, day: date) -> StructureQuerySet:
        """The only door to these rows from the extranet: those in which the person is a referent."""
        return self.filter(
            Q(referents__ends_on__isnull=True) | Q(referents__ends_on__gte=day),
            referents__user=user,
            referents__starts_on__lte=day,
            referents__is_pending=False,
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

    MOVES = {
        Status.PROSPECT: {Status.INVITED, Status.ACTIVE, Status.LEFT},
        Status.INVITED: {Status.PROSPECT, Status.ACTIVE, Status.LEFT},
        Status.ACTIVE: {Status.LEFT},
        Status.LEFT: {Status.PROSPECT, Status.INVITED, Status.ACTIVE},
    }

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
    # The place's number in the national register of businesses; checked by its own key (`partners.siret`).
    siret = models.CharField("SIRET", max_length=14, blank=True)
    kind = models.CharField("nature", max_length=80)
    network = models.CharField("réseau", max_length=120, blank=True)
    role = models.TextField("rôle", max_length=600, blank=True)
    competence = models.TextField("ce que la structure sait faire", max_length=600, blank=True)
    # What it works on; its offers say more once it has some.
    themes = models.ManyToManyField(Theme, blank=True, related_name="+", verbose_name="thèmes")
    status = models.CharField("état", max_length=10, choices=Status, default=Status.ACTIVE)
    address = models.CharField("adresse", max_length=200, blank=True)
    postcode = models.CharField("code postal", max_length=5, blank=True)
    commune = models.CharField("commune", max_length=5, help_text="Code officiel de la commune (Insee).")
    phone = models.CharField("téléphone", max_length=30, blank=True)
    email = models.EmailField("e-mail", blank=True)
    website = models.URLField("site", blank=True)
    opening_hours = models.CharField("horaires", max_length=200, blank=True)
    access = models.TextField("comment venir", max_length=400, blank=True)
    areas = ArrayField(models.CharField(max_length=24), verbose_name="zone de compétence")
    default_promised_days = models.PositiveSmallIntegerField("délai habituel", default=3)
    # Where the recap of a request goes when a new offer starts (clause P7).
    default_contact = models.EmailField("contact habituel des demandes", blank=True)
    # A duplicate keeps its row, so that what points to it still holds; everything of its own has moved there.
    merged_into = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="merged",
        verbose_name="fusionnée avec",
    )

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
            models.UniqueConstraint(
                fields=["siret"],
                condition=~Q(siret="") & Q(merged_into__isnull=True),
                name="structure_siret_unique",
                violation_error_message="Une autre structure a déjà ce numéro SIRET.",
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(status="LEFT"),
                name="structure_merged_has_left",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def move_to(self, status: Structure.Status, *, by: User | None, at: datetime, note: str = "") -> None:
        """Change its place in the network and write the step that did it.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_move(self, status, called="Cette structure", thing="ce changement")
        self.steps.create(from_status=self.status, to_status=status, by=by, at=at, note=note)
        self.status = status
        self.save(update_fields=["status"])

    @property
    def kind_in_words(self) -> str:
        """« Mission locale » for the « mission-locale » of a bundle; what people typed, as they typed it."""
        return kinds.in_words(self.kind)

    def home_territory(self) -> Territory | None:
        """The open territory where the structure is; None outside them all. One query."""
        try:
            return Territory.objects.at(geography().commune(self.commune))
        except UnknownCommune:
            return None


class StructureStep(models.Model):
    """One change of its place in the network."""

    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="steps")
    from_status = models.CharField(max_length=10, choices=Structure.Status)
    to_status = models.CharField(max_length=10, choices=Structure.Status)
    note = models.TextField("note", max_length=1000, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "changement d’état d’une structure"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"structure step {self.pk}"


class DistinctStructures(models.Model):
    """Somebody has looked: these two look alike and are not the same. They are proposed as duplicates no more."""

    one = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="+")
    other = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="+")
    said_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    said_at = models.DateTimeField()

    class Meta:
        verbose_name = "structures distinctes"
        constraints = [
            models.UniqueConstraint(fields=["one", "other"], name="distinct_structures_once"),
            models.CheckConstraint(
                condition=Q(one__lt=models.F("other")), name="distinct_structures_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"distinct structures {self.pk}"
