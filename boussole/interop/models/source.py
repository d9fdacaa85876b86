"""Where structures and offers loaded from a public reference come from, and the loads that brought them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from boussole.accounts.models import User
from boussole.core.moves import require_move
from boussole.offers.models import Offer
from boussole.partners.models import Structure
from boussole.territories.models import Territory


class SourceLoad(models.Model):
    """One load from data.inclusion: two files, one département, the choice made, and what came of it."""

    class Status(models.TextChoices):
        WAITING = "WAITING", "En attente"
        READING = "READING", "En cours de lecture"
        READY = "READY", "À vérifier"
        REFUSED = "REFUSED", "Illisible"
        LOADING = "LOADING", "En cours d’import"
        LOADED = "LOADED", "Importé"

    MOVES = {
        Status.WAITING: {Status.READING},
        Status.READING: {Status.READING, Status.READY, Status.REFUSED},  # again, when its worker died
        Status.READY: {Status.LOADING},
        Status.REFUSED: set(),
        Status.LOADING: {Status.LOADING, Status.LOADED},
        Status.LOADED: set(),
    }
    AT_WORK = (Status.WAITING, Status.READING, Status.LOADING)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    status = models.CharField("état", max_length=7, choices=Status, default=Status.WAITING)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    territory = models.ForeignKey(Territory, on_delete=models.CASCADE, related_name="source_loads")
    departement = models.CharField("département", max_length=3)
    created_at = models.DateTimeField("déposé le")
    loaded_at = models.DateTimeField("importé le", null=True, blank=True)
    refusal = models.CharField("pourquoi il est illisible", max_length=400, blank=True)
    percent = models.PositiveSmallIntegerField("avancement", default=0)
    # The records of the département (`data_inclusion.records`), from the reading to the import.
    extract = models.JSONField("extrait", null=True, blank=True)
    choice = models.JSONField("choix", null=True, blank=True)
    report = models.JSONField("compte rendu", null=True, blank=True)

    class Meta:
        verbose_name = "chargement de data.inclusion"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"source load {self.pk}"

    @property
    def is_at_work(self) -> bool:
        return self.status in self.AT_WORK

    def move_to(self, status: SourceLoad.Status) -> None:
        """Change the status.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_move(self, status, called="Ce chargement")
        self.status = status
        self.save(update_fields=["status"])


class SourceFilePart(models.Model):
    """A piece of a file, until it is read: the country is 300 MB, no row and no memory holds it whole."""

    class What(models.TextChoices):
        STRUCTURES = "STRUCTURES", "Structures"
        SERVICES = "SERVICES", "Services"

    load = models.ForeignKey(SourceLoad, on_delete=models.CASCADE, related_name="parts")
    what = models.CharField("fichier", max_length=10, choices=What)
    number = models.PositiveIntegerField("rang")
    content = models.BinaryField("morceau")  # compressed

    class Meta:
        verbose_name = "morceau de fichier"
        ordering = ["load", "what", "number"]
        constraints = [
            models.UniqueConstraint(fields=["load", "what", "number"], name="source_file_part_once")
        ]

    def __str__(self) -> str:
        return f"source file part {self.pk}"


class SourceRecord(models.Model):
    """Which record of a source a structure or an offer came from, and what that record said when it was last loaded.

    What a person wrote since is told from what the source says by comparing both with `document`.
    """

    DATA_INCLUSION = "data.inclusion"

    source = models.CharField("source", max_length=40, default=DATA_INCLUSION)
    source_id = models.CharField("identifiant dans la source", max_length=300)
    producer = models.CharField("producteur", max_length=120, blank=True)
    link = models.URLField("page d’origine", max_length=500, blank=True)
    updated_on = models.DateField("mis à jour par la source le", null=True, blank=True)
    departement = models.CharField("département", max_length=3, db_index=True)
    structure = models.ForeignKey(
        Structure, on_delete=models.CASCADE, null=True, blank=True, related_name="source_records"
    )
    offer = models.ForeignKey(
        Offer, on_delete=models.CASCADE, null=True, blank=True, related_name="source_records"
    )
    document = models.JSONField("ce que disait la source")
    hash = models.CharField("empreinte", max_length=64)
    seen_at = models.DateTimeField("vu le")
    gone_at = models.DateTimeField("absent depuis", null=True, blank=True)

    class Meta:
        verbose_name = "origine"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=Q(structure__isnull=False),
                name="source_record_of_a_structure_once",
            ),
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=Q(offer__isnull=False),
                name="source_record_of_an_offer_once",
            ),
            models.CheckConstraint(
                condition=Q(structure__isnull=False, offer__isnull=True)
                | Q(structure__isnull=True, offer__isnull=False),
                name="source_record_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return f"source record {self.pk}"
