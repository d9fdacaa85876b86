"""A spreadsheet of offers: what each line asked for, what it made, and what is needed to undo it."""

from __future__ import annotations

import uuid
from datetime import datetime, timedelta

from django.db import models

from boussole.accounts.models import User
from boussole.core.moves import require_move
from boussole.offers.models import Offer, OfferVersion
from boussole.partners.models import Structure
from boussole.territories.models import Territory

UNDO_FOR = timedelta(hours=1)


class ImportRun(models.Model):
    """One file of offers, from its dry run to its import, and to its undoing when somebody changed their mind."""

    class Status(models.TextChoices):
        WAITING = "WAITING", "En attente"
        CHECKING = "CHECKING", "En cours de vérification"
        CHECKED = "CHECKED", "Vérifié"
        REFUSED = "REFUSED", "Illisible"
        IMPORTING = "IMPORTING", "En cours d’import"
        IMPORTED = "IMPORTED", "Importé"
        UNDONE = "UNDONE", "Annulé"

    MOVES = {
        Status.WAITING: {Status.CHECKING},
        Status.CHECKING: {Status.CHECKING, Status.CHECKED, Status.REFUSED},  # again, when its worker died
        Status.CHECKED: {Status.IMPORTING, Status.CHECKING},
        Status.REFUSED: set(),
        Status.IMPORTING: {Status.IMPORTING, Status.IMPORTED, Status.CHECKED},
        Status.IMPORTED: {Status.UNDONE},
        Status.UNDONE: set(),
    }
    AT_WORK = (Status.WAITING, Status.CHECKING, Status.IMPORTING)

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    status = models.CharField("état", max_length=9, choices=Status, default=Status.WAITING)
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    # For whom it is loaded: a territory, by its animation; the person's own structures when there is none.
    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField("nom du fichier", max_length=200)
    file = models.BinaryField("fichier", null=True)  # until it is read, no longer
    refusal = models.CharField("pourquoi il est illisible", max_length=400, blank=True)
    remarks = models.JSONField("remarques sur le fichier", default=list, blank=True)
    created_at = models.DateTimeField("déposé le")
    imported_at = models.DateTimeField("importé le", null=True, blank=True)
    # How far the work at hand has come. Written from outside its transaction: see `sheets/progress.py`.
    done = models.PositiveIntegerField("lignes faites", default=0)
    total = models.PositiveIntegerField("lignes à faire", default=0)

    class Meta:
        verbose_name = "chargement d’un tableur"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"import run {self.pk}"

    @property
    def is_at_work(self) -> bool:
        return self.status in self.AT_WORK

    @property
    def undo_until(self) -> datetime | None:
        """The last moment when it can be undone; None when nothing was imported."""
        return self.imported_at + UNDO_FOR if self.imported_at else None

    def move_to(self, status: ImportRun.Status) -> None:
        """Change the status.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_move(self, status, called="Ce fichier")
        self.status = status
        self.save(update_fields=["status"])


class ImportedLine(models.Model):
    """One line of the file: what it says, how it differs from the offer that it names, what became of it."""

    class State(models.TextChoices):
        NEW = "NEW", "Nouvelle"
        CHANGED = "CHANGED", "Changée"
        SAME = "SAME", "Identique"
        FAULT = "FAULT", "À corriger"

    class Outcome(models.TextChoices):
        LEFT = "LEFT", "Laissée"
        MADE = "MADE", "Importée"
        REMOVED = "REMOVED", "Annulée"
        KEPT = "KEPT", "Gardée"  # changed since the import: undoing left it alone

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField("ligne")
    state = models.CharField("état", max_length=7, choices=State)
    title = models.CharField("titre", max_length=160, blank=True)
    # A fingerprint of structure, theme and title: recognises an offer loaded without a code, even renamed since.
    key = models.CharField("empreinte", max_length=32, blank=True, db_index=True)
    cells = models.JSONField("cases")
    report = models.JSONField("constats")  # faults, remarks, differences: see `sheets/lines.py`
    outcome = models.CharField("suite", max_length=7, choices=Outcome, default=Outcome.LEFT)
    offer = models.ForeignKey(Offer, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    version = models.ForeignKey(
        OfferVersion, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    # The structure that this line made, when nobody knew it.
    structure = models.ForeignKey(
        Structure, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    traces = models.JSONField(
        "avant et après", default=dict, blank=True
    )  # what undoing needs: `sheets/undoing.py`

    class Meta:
        verbose_name = "ligne d’un tableur"
        ordering = ["run", "number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="imported_line_once")]
        indexes = [models.Index(fields=["run", "state", "number"], name="imported_line_by_state")]

    def __str__(self) -> str:
        return f"imported line {self.pk}"
