"""The questionnaire of a theme, version by version: one is on line while the next is written."""

from __future__ import annotations

from datetime import date, datetime

from django.db import models
from django.db.models import Q

from boussole.accounts.models import User
from boussole.accounts.policies import animated_territories, is_national
from boussole.core.moves import require_move
from boussole.questionnaires.definition import Definition, definition_from
from boussole.questionnaires.models.theme import Theme
from boussole.territories.models import Territory


class QuestionnaireQuerySet(models.QuerySet["Questionnaire"]):
    def at_work(self) -> QuestionnaireQuerySet:
        """Those being written, or waiting for their day: one at most for each theme of each territory."""
        return self.filter(status__in=Questionnaire.AT_WORK)

    def published_ever(self) -> QuestionnaireQuerySet:
        """Those that young people answered: journeys may still end on them, and offers name their answers."""
        return self.filter(status__in=Questionnaire.PUBLISHED_EVER)

    def on_line(self) -> QuestionnaireQuerySet:
        return self.filter(status=Questionnaire.Status.PUBLISHED)

    def of(self, theme: Theme, territory: Territory | None) -> QuestionnaireQuerySet:
        """The versions of one questionnaire: the national one, or a territory's own."""
        return self.filter(theme=theme, territory=territory)

    def visible_to(self, user: User, day: date) -> QuestionnaireQuerySet:
        """The only door of a view: the national team reads all, an animator their territories' and what the
        national team has published.
        """
        if is_national(user, day):
            return self.all()
        animated = animated_territories(user, day)
        if not animated:
            return self.none()
        national = Q(territory__isnull=True, status__in=Questionnaire.PUBLISHED_EVER)
        return self.filter(national | Q(territory__in=animated))


class Questionnaire(models.Model):
    """One version of the questionnaire of a theme: national, or a territory's own. Immutable once published.

    A territory's version is a `layer` over the national one that it is `based_on`; `document` is the result,
    what young people answer (`adaptation.adapted`).
    """

    class Status(models.TextChoices):
        DRAFT = "DRAFT", "Brouillon"
        SCHEDULED = "SCHEDULED", "Publication programmée"
        PUBLISHED = "PUBLISHED", "Publiée"
        REPLACED = "REPLACED", "Remplacée"
        DROPPED = "DROPPED", "Abandonnée"

    AT_WORK = (Status.DRAFT, Status.SCHEDULED)
    PUBLISHED_EVER = (Status.PUBLISHED, Status.REPLACED)
    MOVES = {
        Status.DRAFT: {Status.SCHEDULED, Status.PUBLISHED, Status.DROPPED},
        Status.SCHEDULED: {Status.DRAFT, Status.PUBLISHED},
        Status.PUBLISHED: {Status.REPLACED},
        Status.REPLACED: set(),
        Status.DROPPED: set(),
    }

    theme = models.ForeignKey(Theme, on_delete=models.CASCADE, related_name="questionnaires")
    territory = models.ForeignKey(
        Territory, on_delete=models.CASCADE, null=True, blank=True, related_name="questionnaires"
    )
    version = models.PositiveIntegerField("version")
    status = models.CharField("état", max_length=10, choices=Status, default=Status.DRAFT)
    document = models.JSONField("contenu")
    based_on = models.ForeignKey(
        "self",
        on_delete=models.RESTRICT,
        null=True,
        blank=True,
        related_name="adaptations",
        verbose_name="version nationale suivie",
    )
    layer = models.JSONField("adaptation", null=True, blank=True)
    # How many times it was saved: a colleague who has an older state on screen does not overwrite.
    saves = models.PositiveIntegerField(default=0)
    author = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    saved_at = models.DateTimeField("enregistrée le", null=True, blank=True)
    publish_on = models.DateField("publication le", null=True, blank=True)
    published_at = models.DateTimeField(null=True, blank=True)

    objects = QuestionnaireQuerySet.as_manager()

    class Meta:
        verbose_name = "questionnaire"
        constraints = [
            models.UniqueConstraint(
                fields=["theme", "territory", "version"],
                name="questionnaire_version_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["theme", "territory"],
                condition=Q(status="PUBLISHED"),
                name="questionnaire_published_once",
                nulls_distinct=False,
            ),
            models.UniqueConstraint(
                fields=["theme", "territory"],
                condition=Q(status__in=["DRAFT", "SCHEDULED"]),
                name="questionnaire_at_work_once",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=~Q(status="SCHEDULED") | Q(publish_on__isnull=False),
                name="questionnaire_scheduled_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"questionnaire {self.pk}"

    @property
    def definition(self) -> Definition:
        """The document, read. Published versions are kept in memory by `queries.questionnaire_version`."""
        return definition_from(self.document)

    @property
    def is_at_work(self) -> bool:
        return self.status in self.AT_WORK

    def is_due(self, day: date) -> bool:
        """Whether its day has come."""
        return self.publish_on is not None and self.publish_on <= day

    @property
    def scope(self) -> str:
        """The part of its address that says whose it is."""
        return self.territory.code if self.territory else NATIONAL

    def move_to(self, status: Questionnaire.Status, *, by: User | None, at: datetime, note: str = "") -> None:
        """Change the status and write its line of history.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_move(self, status, called="Cette version")
        self.history.create(from_status=self.status, to_status=status, by=by, at=at, note=note)
        self.status = status
        self.save(update_fields=["status"])


NATIONAL = "national"  # in addresses; no territory may take this code


class QuestionnaireStatusChange(models.Model):
    """One move of a version: who, when, and the words that came with it."""

    questionnaire = models.ForeignKey(Questionnaire, on_delete=models.CASCADE, related_name="history")
    from_status = models.CharField(max_length=10, choices=Questionnaire.Status)
    to_status = models.CharField(max_length=10, choices=Questionnaire.Status)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField()
    note = models.CharField("mot", max_length=300, blank=True)

    class Meta:
        verbose_name = "changement d’état d’un questionnaire"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"questionnaire status change {self.pk}"
