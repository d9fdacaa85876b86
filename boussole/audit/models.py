"""The trace: who did or saw what, and when. Ids and codes only, and nobody rewrites it."""

from __future__ import annotations

from datetime import datetime

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import models


class EntryQuerySet(models.QuerySet["Entry"]):
    """The words in which one questions the trace."""

    def about(self, row: models.Model) -> EntryQuerySet:
        return self.filter(object_type=row._meta.label, object_id=str(row.pk))

    def made_by(self, user: AbstractBaseUser) -> EntryQuerySet:
        return self.filter(actor_kind=Entry.ActorKind.USER, actor_id=user.pk)

    def between(self, since: datetime, until: datetime) -> EntryQuerySet:
        """From `since`, included, to `until`, excluded: two neighbouring periods share nothing."""
        return self.filter(at__gte=since, at__lt=until)


class Entry(models.Model):
    """One fact of the trace. A trigger of the database refuses to change or delete it.

    No foreign key: the trace outlives the account and the object that it names.
    """

    class ActorKind(models.TextChoices):
        USER = "USER", "Professionnel"
        YOUNG_PERSON = "YOUNG_PERSON", "Jeune, par son lien de suivi"
        SYSTEM = "SYSTEM", "Le système"

    code = models.CharField("ce qui s’est passé", max_length=80)
    actor_kind = models.CharField("qui", max_length=12, choices=ActorKind)
    actor_id = models.BigIntegerField("numéro du compte", null=True)
    object_type = models.CharField("sorte d’objet", max_length=80, blank=True)
    object_id = models.CharField("numéro de l’objet", max_length=64, blank=True)
    at = models.DateTimeField("moment")
    facts = models.JSONField("faits", default=dict)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = "trace"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(actor_kind="USER", actor_id__isnull=False)
                | (~models.Q(actor_kind="USER") & models.Q(actor_id__isnull=True)),
                name="audit_entry_of_a_user_names_the_account",
            )
        ]
        indexes = [
            # « Who did what between T1 and T2, for account X », within seconds on millions of rows (R9).
            models.Index(fields=["actor_id", "at"], name="audit_by_actor"),
            models.Index(fields=["object_type", "object_id", "at"], name="audit_by_object"),
            models.Index(fields=["at"], name="audit_by_moment"),
        ]

    def __str__(self) -> str:
        return f"{self.code} ({self.pk})"
