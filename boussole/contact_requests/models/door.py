"""Who may open what concerns a young person without an account, and who looked."""

from __future__ import annotations

import uuid
from datetime import timedelta

from django.db import models

from boussole.accounts.models import User
from boussole.contact_requests.models.contact_request import ContactRequest


class CoordinatesLook(models.Model):
    """The animation opened the coordinates of a young person, for a typed reason (guarantees.md T33)."""

    contact_request = models.ForeignKey(ContactRequest, on_delete=models.CASCADE, related_name="looks")
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    reason = models.CharField("raison", max_length=300)
    at = models.DateTimeField("le")

    class Meta:
        verbose_name = "consultation de coordonnées"
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"coordinates look {self.pk}"


class AccessCode(models.Model):
    """Six digits sent to a phone or an e-mail, to open the follow-up page without its link (guarantees.md T7).

    One row per asking, whether we know this contact or not: the page that asks does the same for everybody,
    and what differs happens in the worker (T6). Its id lives in the sealed cookie of the browser that asked:
    no other browser can try it.
    """

    LIFE = timedelta(minutes=10)
    MOST_TRIES = 5

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    contact = models.CharField(max_length=64)  # a keyed fingerprint: it names nobody
    # Where to write; emptied by the worker as soon as it has written, seconds later.
    address = models.CharField(max_length=254, blank=True)
    code_hash = models.CharField(max_length=64, blank=True)  # empty until it is written, or for ever
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    tries = models.PositiveSmallIntegerField(default=0)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "code d’accès"
        indexes = [models.Index(fields=["contact"], name="access_code_by_contact")]

    def __str__(self) -> str:
        return f"access code {self.pk}"


class BlockedContact(models.Model):
    """Somebody said « ce n’est pas moi »: no filing with this phone or e-mail for 90 days (guarantees.md T9)."""

    LASTS = timedelta(days=90)

    fingerprint = models.CharField(max_length=64, unique=True)
    blocked_at = models.DateTimeField()
    until = models.DateTimeField()

    class Meta:
        verbose_name = "contact protégé"

    def __str__(self) -> str:
        return f"blocked contact {self.pk}"
