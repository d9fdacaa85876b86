"""The link by which a professional acts from the mail, without signing in (guarantees.md T11, G15)."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from boussole.contact_requests.models.contact_request import ContactRequest


class ActionLinkQuerySet(models.QuerySet["ActionLink"]):
    def alive(self, now: datetime) -> ActionLinkQuerySet:
        """Neither over nor revoked: whether they open also depends on the request, see `action_links`."""
        return self.filter(Q(revoked_at__isnull=True), expires_at__gt=now)


class ActionLink(models.Model):
    """One link per message: one request, one recipient, eight days. Only its hash is kept."""

    LIFE = timedelta(days=8)

    contact_request = models.ForeignKey(ContactRequest, on_delete=models.CASCADE, related_name="action_links")
    to_address = models.EmailField("adresse du destinataire", blank=True)
    token_hash = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField("créé le")
    expires_at = models.DateTimeField("expire le")
    revoked_at = models.DateTimeField("révoqué le", null=True, blank=True)

    objects = ActionLinkQuerySet.as_manager()

    class Meta:
        verbose_name = "lien d’action"

    def __str__(self) -> str:
        return f"action link {self.pk}"
