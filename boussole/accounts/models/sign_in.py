"""Where and how a person is signed in: their open sessions, and who else says that it is them."""

from __future__ import annotations

import uuid

from django.db import models
from django.db.models import Q

from boussole.accounts.models.user import User


class WorkSession(models.Model):
    """One browser signed in to one account: what its owner reads in order to close it.

    Neither the key of the session nor the address of the network is kept: a hash of the first, nothing of the second.
    """

    class Factor(models.TextChoices):
        APPLICATION = "APPLICATION", "Mot de passe et code d’une application"
        PASSKEY = "PASSKEY", "Clé d’accès"
        RECOVERY = "RECOVERY", "Mot de passe et code de secours"
        PROCONNECT = "PROCONNECT", "ProConnect"
        NONE = "NONE", "Mot de passe seul"

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="work_sessions")
    key_hash = models.CharField(max_length=64, unique=True)
    device = models.CharField("appareil", max_length=80, blank=True)  # « Firefox sur Windows »
    factor = models.CharField("prouvé par", max_length=11, choices=Factor, default=Factor.NONE)
    opened_at = models.DateTimeField("ouverte le")
    last_seen_at = models.DateTimeField("dernière activité")
    ended_at = models.DateTimeField("fermée le", null=True, blank=True)

    class Meta:
        verbose_name = "session de travail"
        ordering = ["-last_seen_at", "-pk"]
        indexes = [
            models.Index(
                fields=["user", "-last_seen_at"],
                condition=Q(ended_at__isnull=True),
                name="work_session_open",
            )
        ]

    def __str__(self) -> str:
        return f"work session {self.pk}"


class ExternalIdentity(models.Model):
    """Who the person is for an identity provider (ProConnect): linked on issuer and sub, never on an address."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="identities")
    issuer = models.CharField(max_length=200)
    sub = models.CharField(max_length=255)
    linked_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "identité externe"
        constraints = [
            models.UniqueConstraint(fields=["issuer", "sub"], name="identity_of_one_account"),
            models.UniqueConstraint(fields=["user", "issuer"], name="identity_once_per_account"),
        ]

    def __str__(self) -> str:
        return f"external identity {self.pk}"
