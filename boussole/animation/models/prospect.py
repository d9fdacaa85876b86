"""A service that young people look for and nobody offers yet: whom to find, whom to ask (charter A3)."""

from __future__ import annotations

import uuid
from datetime import date, datetime

from django.db import models

from boussole.accounts.models import User
from boussole.accounts.policies import animated_territories
from boussole.core.moves import require_move
from boussole.partners.models import Structure
from boussole.questionnaires.models import Theme
from boussole.territories.models import Territory


class ProspectQuerySet(models.QuerySet["Prospect"]):
    def visible_to(self, user: User, day: date) -> ProspectQuerySet:
        """The only door: the prospects of the territories that the person animates."""
        return self.filter(territory__in=animated_territories(user, day))

    def open(self) -> ProspectQuerySet:
        return self.filter(status__in=Prospect.OPEN)


class Prospect(models.Model):
    """One need to meet, and the body that could. It says nothing of a young person."""

    class Status(models.TextChoices):
        TO_FIND = "TO_FIND", "À trouver"  # nobody is known yet who could
        TO_CONTACT = "TO_CONTACT", "À contacter"
        IN_TALKS = "IN_TALKS", "En discussion"
        WON = "WON", "Devenu partenaire"
        DROPPED = "DROPPED", "Sans suite"

    OPEN = (Status.TO_FIND, Status.TO_CONTACT, Status.IN_TALKS)
    MOVES = {
        Status.TO_FIND: {Status.TO_CONTACT, Status.IN_TALKS, Status.DROPPED},
        Status.TO_CONTACT: {Status.TO_FIND, Status.IN_TALKS, Status.DROPPED},
        Status.IN_TALKS: {Status.TO_CONTACT, Status.WON, Status.DROPPED},
        Status.WON: set(),
        Status.DROPPED: {Status.TO_FIND, Status.TO_CONTACT},
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="prospects")
    theme = models.ForeignKey(Theme, on_delete=models.PROTECT, related_name="prospects")
    area = models.CharField("où", max_length=24, blank=True)  # the key of an area; empty: the whole territory
    need = models.CharField("besoin", max_length=300)
    # How many searches found nothing when it was written; never shown under 5.
    searches = models.PositiveIntegerField("recherches", default=0)
    name = models.CharField("organisme", max_length=160, blank=True)
    contact = models.CharField("comment le joindre", max_length=200, blank=True)
    structure = models.ForeignKey(
        Structure, on_delete=models.SET_NULL, null=True, blank=True, related_name="prospects"
    )
    status = models.CharField("état", max_length=10, choices=Status, default=Status.TO_FIND)
    due_on = models.DateField("prochain pas le", null=True, blank=True)
    opened_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    opened_at = models.DateTimeField("ouvert le")

    objects = ProspectQuerySet.as_manager()

    class Meta:
        verbose_name = "prospect"
        ordering = ["due_on", "opened_at", "pk"]

    def __str__(self) -> str:
        return f"prospect {self.pk}"

    @property
    def is_open(self) -> bool:
        return self.status in self.OPEN

    def move_to(self, status: Prospect.Status, *, by: User | None, at: datetime, note: str = "") -> None:
        """Change the status and write the step that did it.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_move(self, status, called="Ce prospect", thing="ce pas")
        self.steps.create(from_status=self.status, to_status=status, by=by, at=at, note=note)
        self.status = status
        self.save(update_fields=["status"])


class ProspectStep(models.Model):
    """What was done about a prospect, and what came of it."""

    prospect = models.ForeignKey(Prospect, on_delete=models.CASCADE, related_name="steps")
    from_status = models.CharField(max_length=10, choices=Prospect.Status)
    to_status = models.CharField(max_length=10, choices=Prospect.Status)  # the same for a note alone
    note = models.TextField("note", max_length=1000, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = "pas vers un prospect"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"prospect step {self.pk}"
