"""The words of the charter: versions, national or of one territory (product.md 5.6)."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from boussole.accounts.models import User
from boussole.core.moves import require_move
from boussole.territories.models import Territory


class CharterTextQuerySet(models.QuerySet["CharterText"]):
    def published(self) -> CharterTextQuerySet:
        return self.filter(status=CharterText.Status.PUBLISHED)

    def of(self, territory: Territory | None) -> CharterTextQuerySet:
        """Those of this level: a territory's own, or the national ones for None."""
        return self.filter(territory=territory)


class CharterText(models.Model):
    """A version of the charter's words, national or of one territory. A published one never changes.

    `body` has fields between braces ({structure}, {réseau}, {territoire}, {date}…), filled when an agreement is sent.
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "Brouillon"
        PUBLISHED = "PUBLISHED", "En usage"
        REPLACED = "REPLACED", "Remplacé"
        DROPPED = "DROPPED", "Abandonné"

    MOVES = {
        Status.DRAFT: {Status.PUBLISHED, Status.DROPPED},
        Status.PUBLISHED: {Status.REPLACED},
        Status.REPLACED: set(),
        Status.DROPPED: set(),
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="charter_texts"
    )
    number = models.PositiveIntegerField("version")
    title = models.CharField("titre", max_length=160)
    body = models.TextField("texte", max_length=40_000)
    status = models.CharField("état", max_length=9, choices=Status, default=Status.DRAFT)
    # Its substance differs from the one before: whoever signed that one is asked to sign again.
    asks_again = models.BooleanField("à signer de nouveau", default=False)
    what_changes = models.TextField("ce qui change", max_length=1000, blank=True)
    written_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    written_at = models.DateTimeField()
    published_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)

    objects = CharterTextQuerySet.as_manager()

    class Meta:
        verbose_name = "texte de charte"
        ordering = ["territory", "-number"]
        constraints = [
            models.UniqueConstraint(
                fields=["territory", "number"], name="charter_text_number_once", nulls_distinct=False
            ),
            models.UniqueConstraint(
                fields=["territory"],
                condition=Q(status="PUBLISHED"),
                name="charter_text_one_in_use",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["territory"],
                condition=Q(status="DRAFT"),
                name="charter_text_one_draft",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"charter text {self.pk}"

    def move_to(self, status: CharterText.Status) -> None:
        """Change the status. The versions themselves are the history: who and when are on the row.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_move(self, status, called="Ce texte")
        self.status = status
        self.save(update_fields=["status"])
