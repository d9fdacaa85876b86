"""When somebody, or a whole structure, is away, and what then happens to young people (product.md 5.3)."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date

from django.db import models
from django.db.models import F, Q

from boussole.accounts.models import User
from boussole.partners.models.referent import Referent
from boussole.partners.models.structure import Structure


class AbsenceQuerySet(models.QuerySet["Absence"]):
    def visible_to(self, user: User, day: date) -> AbsenceQuerySet:
        """The only door from the extranet: a person's own, those they stand in for, and, for a manager, all."""
        mine = Referent.objects.in_force(day).filter(user=user)
        managed = mine.filter(role=Referent.Role.MANAGER).values("structure")
        hers_or_his = Q(user=user) | Q(deputy=user) | Q(user__isnull=True)
        return self.filter(
            Q(structure__in=managed) | (Q(structure__in=mine.values("structure")) & hers_or_his)
        )

    def standing(self) -> AbsenceQuerySet:
        """Those that nobody cancelled."""
        return self.filter(cancelled_at__isnull=True)

    def in_force(self, day: date) -> AbsenceQuerySet:
        """Standing, and that day is one of theirs: both ends count, in days of the structure's territory."""
        return self.standing().filter(starts_on__lte=day, ends_on__gte=day)

    def overlapping(self, first: date, last: date) -> AbsenceQuerySet:
        """Standing, with at least one day between these two, both included."""
        return self.standing().filter(starts_on__lte=last, ends_on__gte=first)

    def of_person(self, user: User | int | None) -> AbsenceQuerySet:
        """Those of this person; of the structure itself for None."""
        return self.filter(user=user) if user is not None else self.filter(user__isnull=True)

    def of_structures(self, structures: Iterable[int]) -> AbsenceQuerySet:
        return self.filter(structure__in=list(structures))


class Absence(models.Model):
    """Days on which somebody does not answer, and the one rule that says who does, or what is shown.

    Without a `user`, the whole structure is away.
    """

    class Rule(models.TextChoices):
        DEPUTY = "DEPUTY", "Un ou une collègue prend le relais"
        MAILBOX = "MAILBOX", "Une boîte partagée reçoit les demandes"
        PAUSE = "PAUSE", "Les offres ne sont plus montrées"
        LONGER_DELAY = "LONGER_DELAY", "Les offres promettent un délai plus long"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    structure = models.ForeignKey(Structure, on_delete=models.CASCADE, related_name="absences")
    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="absences",
        verbose_name="personne absente",
    )
    starts_on = models.DateField("premier jour")
    ends_on = models.DateField("dernier jour")
    rule = models.CharField("ce qui se passe", max_length=12, choices=Rule)
    deputy = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="replacements",
        verbose_name="remplaçant ou remplaçante",
    )
    mailbox = models.EmailField("boîte partagée", blank=True)
    promised_days = models.PositiveSmallIntegerField("délai promis (jours)", null=True, blank=True)
    declared_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    declared_at = models.DateTimeField("déclarée le")
    cancelled_at = models.DateTimeField("annulée le", null=True, blank=True)
    # Requests move once at the start and once at the end: what the person takes up in between is their choice.
    handed_over_at = models.DateTimeField("demandes confiées le", null=True, blank=True)
    returned_at = models.DateTimeField("demandes rendues le", null=True, blank=True)

    objects = AbsenceQuerySet.as_manager()

    class Meta:
        verbose_name = "absence"
        ordering = ["starts_on", "pk"]
        indexes = [
            models.Index(
                fields=["structure", "ends_on"],
                condition=Q(cancelled_at__isnull=True),
                name="absence_standing",
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")),
                name="absence_days_in_order",
                violation_error_message="Le dernier jour vient après le premier, ou c’est le même.",
            ),
            models.CheckConstraint(
                condition=Q(rule="DEPUTY", deputy__isnull=False)
                | (~Q(rule="DEPUTY") & Q(deputy__isnull=True)),
                name="absence_names_its_deputy",
                violation_error_message="Choisissez qui prend le relais.",
            ),
            models.CheckConstraint(
                condition=(Q(rule="MAILBOX") & ~Q(mailbox="")) | (~Q(rule="MAILBOX") & Q(mailbox="")),
                name="absence_names_its_mailbox",
                violation_error_message="Écrivez l’adresse de la boîte partagée.",
            ),
            models.CheckConstraint(
                condition=Q(rule="LONGER_DELAY", promised_days__gte=1, promised_days__lte=7)
                | (~Q(rule="LONGER_DELAY") & Q(promised_days__isnull=True)),
                name="absence_delay_between_1_and_7_days",
                violation_error_message="Le délai promis va de 1 à 7 jours.",
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True) | Q(deputy__isnull=True) | ~Q(deputy=F("user")),
                name="absence_deputy_is_somebody_else",
                violation_error_message="On ne se remplace pas soi-même.",
            ),
        ]

    def __str__(self) -> str:
        return f"absence {self.pk}"

    def covers(self, day: date) -> bool:
        return self.cancelled_at is None and self.starts_on <= day <= self.ends_on

    @property
    def is_of_everybody(self) -> bool:
        """The whole structure is away."""
        return self.user_id is None
