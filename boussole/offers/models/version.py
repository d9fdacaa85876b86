"""What an offer says, version by version: one is on line while the next is written and reviewed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models
from django.db.models import Exists, OuterRef, Q

from boussole.accounts.models import User
from boussole.core.moves import require_move
from boussole.offers.content import OfferContent, content_from
from boussole.offers.models.offer import Offer
from boussole.partners.models import Referent


class OfferVersionQuerySet(models.QuerySet["OfferVersion"]):
    def at_work(self) -> OfferVersionQuerySet:
        """Those still being written, reviewed, or waiting for their day: one at most for each offer."""
        return self.filter(status__in=OfferVersion.AT_WORK)

    def to_review(self) -> OfferVersionQuerySet:
        return self.filter(status=OfferVersion.Status.SUBMITTED).order_by("submitted_at", "pk")

    def unclaimed(self) -> OfferVersionQuerySet:
        """Drafts that came from a load, of structures that nobody has joined yet (`policies.is_unclaimed`)."""
        theirs = Referent.objects.filter(user=OuterRef("author"), structure=OuterRef("offer__structure"))
        return self.filter(
            ~Exists(theirs),
            status=OfferVersion.Status.DRAFT,
            origin=OfferVersion.Origin.LOADED,
            offer__structure__status__in=["PROSPECT", "INVITED"],
        ).order_by("saved_at", "pk")


class OfferVersion(models.Model):
    """One version of what young people read of an offer. Immutable once published; nothing is ever deleted.

    The row `Offer` and its criteria say what the published version says: `publishing` alone writes them.
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "Brouillon"
        SUBMITTED = "SUBMITTED", "En relecture"
        SENT_BACK = "SENT_BACK", "À reprendre"
        SCHEDULED = "SCHEDULED", "Publication programmée"
        PUBLISHED = "PUBLISHED", "Publiée"
        REPLACED = "REPLACED", "Remplacée"
        DROPPED = "DROPPED", "Abandonnée"

    AT_WORK = (Status.DRAFT, Status.SUBMITTED, Status.SENT_BACK, Status.SCHEDULED)
    WRITABLE = (Status.DRAFT, Status.SENT_BACK)
    MOVES = {
        Status.DRAFT: {Status.SUBMITTED, Status.SCHEDULED, Status.PUBLISHED, Status.DROPPED},
        Status.SUBMITTED: {Status.DRAFT, Status.SENT_BACK, Status.SCHEDULED, Status.PUBLISHED},
        Status.SENT_BACK: {Status.SUBMITTED, Status.PUBLISHED, Status.DROPPED},
        Status.SCHEDULED: {Status.DRAFT, Status.PUBLISHED},
        Status.PUBLISHED: {Status.REPLACED},
        Status.REPLACED: set(),
        Status.DROPPED: set(),
    }

    class Origin(models.TextChoices):
        """Why there is a new version."""

        WRITTEN = "WRITTEN", "Écrite"
        RESTORED = "RESTORED", "Reprise d’une version passée"
        COPIED = "COPIED", "Copiée d’une autre offre"
        TEMPLATE = "TEMPLATE", "Venue du modèle"
        ANSWER_ADDED = "ANSWER_ADDED", "Réponse ajoutée au questionnaire"
        LOADED = "LOADED", "Importée"

    offer = models.ForeignKey(Offer, on_delete=models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField("numéro")
    status = models.CharField("état", max_length=10, choices=Status, default=Status.DRAFT)
    origin = models.CharField("origine", max_length=12, choices=Origin, default=Origin.WRITTEN)
    document = models.JSONField("contenu")
    # How many times it was saved: a colleague who has an older state on screen does not overwrite.
    saves = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField("enregistrée le")
    submitted_at = models.DateTimeField("proposée le", null=True, blank=True)
    publish_on = models.DateField("publication le", null=True, blank=True)
    published_at = models.DateTimeField("publiée le", null=True, blank=True)

    objects = OfferVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "version d’une offre"
        ordering = ["offer", "number"]
        constraints = [
            models.UniqueConstraint(fields=["offer", "number"], name="offer_version_number_once"),
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(status__in=["DRAFT", "SUBMITTED", "SENT_BACK", "SCHEDULED"]),
                name="offer_version_at_work_once",
            ),
            models.UniqueConstraint(
                fields=["offer"], condition=Q(status="PUBLISHED"), name="offer_version_published_once"
            ),
            models.CheckConstraint(
                condition=~Q(status="SCHEDULED") | Q(publish_on__isnull=False),
                name="offer_version_scheduled_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"offer version {self.pk}"

    @property
    def content(self) -> OfferContent:
        """What this version says, read."""
        return content_from(self.document)

    @property
    def is_writable(self) -> bool:
        return self.status in self.WRITABLE

    def is_written_by_its_structure(self) -> bool:
        """Whether whoever wrote it last answers, or answered, for the structure. One query."""
        theirs = Referent.objects.filter(user=self.author_id, structure=self.offer.structure_id)
        return self.author_id is not None and theirs.exists()

    def move_to(self, status: OfferVersion.Status, *, by: User | None, at: datetime, note: str = "") -> None:
        """Change the status and write its line of history, with what was said about it.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_move(self, status, called="Cette version")
        self.history.create(from_status=self.status, to_status=status, by=by, at=at, note=note)
        self.status = status
        if status == self.Status.DRAFT:
            self.publish_on = None  # the day was the schedule's
        self.save(update_fields=["status", "publish_on"])

    def rewrite(self, document: dict[str, Any], *, at: datetime, by: User | None = None) -> None:
        """Say something else from now on. Whoever has an older state on screen learns it (`saves`).

        `by` is the person who wrote it; what a template, an answer or a source changes keeps its author.
        """
        self.document, self.saved_at = document, at
        self.saves += 1
        if by is not None:
            self.author = by
        self.save(update_fields=["document", "saved_at", "saves", "author"])


class OfferVersionStatusChange(models.Model):
    """One move of a version, and the words that came with it."""

    version = models.ForeignKey(OfferVersion, on_delete=models.CASCADE, related_name="history")
    from_status = models.CharField(max_length=10, choices=OfferVersion.Status)
    to_status = models.CharField(max_length=10, choices=OfferVersion.Status)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.TextField("mot", max_length=2000, blank=True)

    class Meta:
        verbose_name = "changement d’état d’une version"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"offer version status change {self.pk}"


class ReviewComment(models.Model):
    """What a reviewer says of one passage, and whether it has been dealt with."""

    version = models.ForeignKey(OfferVersion, on_delete=models.CASCADE, related_name="comments")
    field = models.CharField("partie", max_length=30)  # a field of `OfferContent`
    quote = models.CharField("passage", max_length=300, blank=True)
    text = models.TextField("commentaire", max_length=1000)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    done_at = models.DateTimeField("traité le", null=True, blank=True)

    class Meta:
        verbose_name = "commentaire de relecture"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"review comment {self.pk}"
