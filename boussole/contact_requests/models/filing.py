"""One form sent by one young person: how to reach them, what they agreed to share."""

from __future__ import annotations

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper

from boussole.contact_requests.draft import Reachable
from boussole.territories.models import Territory


class Moment(models.TextChoices):
    """When the young person would rather be called."""

    MORNING = "MORNING", "Le matin"
    NOON = "NOON", "Entre midi et deux"
    AFTERNOON = "AFTERNOON", "L’après-midi"
    EVENING = "EVENING", "En fin de journée"


class Filing(models.Model):
    """The form of one young person, for one or several offers. It is also their receipt (CRPA L112-11)."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    # Comes from the page: the same form sent twice is one filing (guarantees.md 4.1, item 2).
    key = models.UUIDField(unique=True)
    fingerprint = models.CharField(max_length=64)
    revision = models.PositiveSmallIntegerField("version", default=1)
    number = models.CharField("numéro", max_length=12, unique=True)
    link_hash = models.CharField(max_length=64, unique=True)

    first_name = models.CharField("prénom", max_length=60, blank=True)
    phone = models.CharField("téléphone", max_length=20, blank=True)
    email = models.EmailField("e-mail", blank=True)
    moments = ArrayField(
        models.CharField(max_length=10, choices=Moment),
        default=list,
        blank=True,
        verbose_name="moments préférés",
    )
    voicemail_ok = models.BooleanField("message vocal possible", default=False)
    # Typed by who had the link alone, which may be anybody: a code read there proves nothing (guarantees.md T7).
    unproved = ArrayField(models.CharField(max_length=5), default=list, blank=True)
    message = models.TextField("message", max_length=1000, blank=True)
    age = models.PositiveSmallIntegerField("âge")
    commune = models.CharField("commune", max_length=5)
    second_commune = models.CharField("seconde commune", max_length=5, blank=True)
    territory = models.ForeignKey(
        Territory, on_delete=models.PROTECT, null=True, blank=True, related_name="filings"
    )
    timezone = models.CharField("fuseau horaire", max_length=40)

    filed_at = models.DateTimeField("déposée le")
    revised_at = models.DateTimeField("corrigée le", null=True, blank=True)
    agreement_version = models.CharField("version de l’accord", max_length=20)
    agreed_at = models.DateTimeField("accord donné le")
    shared_questions = ArrayField(models.CharField(max_length=80), default=list)
    # Doubtful filings wait for a person to look at them: never deleted by a machine (T10).
    is_quarantined = models.BooleanField("à vérifier", default=False)
    anonymised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "dépôt"
        constraints = [
            models.CheckConstraint(
                condition=~Q(phone="", email="") | Q(anonymised_at__isnull=False),
                name="filing_has_a_phone_or_an_email",
                violation_error_message="Il faut un numéro de téléphone ou une adresse e-mail.",
            ),
            models.CheckConstraint(
                condition=Q(age__gte=15),
                name="filing_from_15_years",
                violation_error_message="Avant 15 ans, le site ne prend pas de coordonnées.",
            ),
        ]
        indexes = [
            models.Index(fields=["filed_at"], condition=Q(is_quarantined=True), name="filing_in_quarantine"),
            # Who comes back without their link is found by what they typed.
            models.Index(fields=["phone"], condition=~Q(phone=""), name="filing_by_phone"),
            models.Index(Upper("email"), condition=~Q(email=""), name="filing_by_email"),
        ]

    def __str__(self) -> str:
        return f"filing {self.pk}"

    @property
    def who(self) -> str:
        """« Lina, 19 ans », as lists of professionals name a request."""
        return f"{self.first_name or 'Sans prénom'}, {self.age} ans"

    @property
    def reachable(self) -> Reachable:
        """How and when its author wants to be reached, as they typed it."""
        return Reachable(
            first_name=self.first_name,
            phone=self.phone,
            email=self.email,
            moments=tuple(self.moments),
            voicemail_ok=self.voicemail_ok,
            message=self.message,
        )

    @property
    def is_minor(self) -> bool:
        return self.age < 18

    @property
    def moments_in_words(self) -> list[str]:
        return [str(Moment(moment).label) for moment in self.moments]
