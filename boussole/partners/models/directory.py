"""The national directory: which coordinate of whom is shown to which professionals (clause P5)."""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import Q

from boussole.accounts.models import Mandate, User
from boussole.accounts.policies import animated_territories, around
from boussole.partners.models.referent import Referent
from boussole.partners.models.structure import Structure


class DirectoryCoordinateQuerySet(models.QuerySet["DirectoryCoordinate"]):
    def of(self, owner: Structure | Referent | Mandate) -> DirectoryCoordinateQuerySet:
        """Those of one structure, of one of its people, or of somebody who runs the network."""
        return self.filter(**{type(owner)._meta.model_name or "": owner})


class DirectoryCoordinate(models.Model):
    """One way to reach a structure, one of its people, or an animator; shown as far as they agreed.

    Nothing is shown without consent, and withdrawing it acts at once.
    """

    class Kind(models.TextChoices):
        EMAIL = "EMAIL", "Adresse e-mail"
        PHONE = "PHONE", "Téléphone"
        MOBILE = "MOBILE", "Téléphone portable"

    class Visibility(models.TextChoices):
        DIRECTORY = "DIRECTORY", "Tout l’annuaire"
        TERRITORY = "TERRITORY", "Les partenaires de mon territoire"
        NOBODY = "NOBODY", "Personne"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    structure = models.ForeignKey(
        Structure, on_delete=models.CASCADE, null=True, blank=True, related_name="directory_coordinates"
    )
    referent = models.ForeignKey(
        Referent, on_delete=models.CASCADE, null=True, blank=True, related_name="directory_coordinates"
    )
    mandate = models.ForeignKey(
        Mandate, on_delete=models.CASCADE, null=True, blank=True, related_name="directory_coordinates"
    )
    kind = models.CharField("nature", max_length=6, choices=Kind)
    value = models.CharField("coordonnée", max_length=254)
    visibility = models.CharField("visible par", max_length=9, choices=Visibility, default=Visibility.NOBODY)
    consented_at = models.DateTimeField("accord donné le", null=True, blank=True)
    consented_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField("changée le")

    objects = DirectoryCoordinateQuerySet.as_manager()

    class Meta:
        verbose_name = "coordonnée de l’annuaire"
        constraints = [
            models.CheckConstraint(
                condition=(
                    Q(structure__isnull=False, referent__isnull=True, mandate__isnull=True)
                    | Q(structure__isnull=True, referent__isnull=False, mandate__isnull=True)
                    | Q(structure__isnull=True, referent__isnull=True, mandate__isnull=False)
                ),
                name="directory_coordinate_of_one",
            ),
            models.UniqueConstraint(
                fields=["structure", "referent", "mandate", "kind"],
                name="directory_coordinate_once_per_kind",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(visibility="NOBODY") | Q(consented_at__isnull=False),
                name="directory_coordinate_shown_with_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"directory coordinate {self.pk}"


class DirectoryErrorQuerySet(models.QuerySet["DirectoryError"]):
    def visible_to(self, user: User, day: date) -> DirectoryErrorQuerySet:
        """From the extranet: those about the structures that the person is responsible for."""
        mine = Referent.objects.in_force(day).filter(user=user, role=Referent.Role.MANAGER)
        return self.filter(structure__in=mine.values("structure"))

    def watched_by(self, user: User, day: date) -> DirectoryErrorQuerySet:
        """From the animation: those about the structures that serve a territory that the person animates."""
        areas = {area for each in animated_territories(user, day) for area in around(tuple(each.areas))}
        return self.filter(structure__areas__overlap=sorted(areas))

    def waiting(self) -> DirectoryErrorQuerySet:
        return self.filter(settled_at__isnull=True)


class DirectoryError(models.Model):
    """« Signaler une erreur »: what somebody saw that is wrong, and what was done."""

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="directory_errors")
    text = models.TextField("ce qui ne va pas", max_length=1000)
    reported_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reported_at = models.DateTimeField()
    settled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    answer = models.TextField("ce qui a été fait", max_length=1000, blank=True)

    objects = DirectoryErrorQuerySet.as_manager()

    class Meta:
        verbose_name = "erreur signalée"
        ordering = ["reported_at", "pk"]

    def __str__(self) -> str:
        return f"directory error {self.pk}"
