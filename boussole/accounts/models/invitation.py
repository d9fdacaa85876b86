"""How a person is asked to come: a link bound to their address, that works once, for seven days."""

from __future__ import annotations

import uuid
from datetime import datetime

from django.db import models
from django.db.models import Q

from boussole.accounts.models.user import User


class InvitationQuerySet(models.QuerySet["Invitation"]):
    def open(self, now: datetime) -> InvitationQuerySet:
        """The ones that may still be accepted at this moment."""
        return self.unanswered().filter(expires_at__gt=now)

    def unanswered(self) -> InvitationQuerySet:
        """Neither accepted, nor declined, nor cancelled; expired ones included, which may be sent again."""
        return self.filter(accepted_at__isnull=True, cancelled_at__isnull=True)

    def expired(self, now: datetime) -> InvitationQuerySet:
        """Those that nobody answered in time."""
        return self.unanswered().filter(expires_at__lte=now)

    def accepted(self) -> InvitationQuerySet:
        return self.filter(accepted_at__isnull=False)

    def taken_back(self) -> InvitationQuerySet:
        """Cancelled by whoever follows them, or declined by the person."""
        return self.filter(accepted_at__isnull=True, cancelled_at__isnull=False)


class Invitation(models.Model):
    """Somebody asks a person to come, and for what: the pending mandates that point here.

    The account of somebody new is prepared beforehand and opens with the invitation; somebody who has an account
    signs in to it and accepts. Until then what is proposed opens nothing.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="invitations")
    invited_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    cancelled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    # The one who invited has been told that nobody came.
    expiry_told_at = models.DateTimeField(null=True, blank=True)
    link: str  # not a column: only the row that `actions.invite` returns has it

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"

    def __str__(self) -> str:
        return f"invitation {self.pk}"

    def is_open(self, now: datetime) -> bool:
        """Whether it may still be accepted at this moment."""
        return self.accepted_at is None and self.cancelled_at is None and now < self.expires_at


class InvitationLink(models.Model):
    """One mail of an invitation: each has a link of its own, and all of them open until it ends.

    The link is kept nowhere: only its hash is, so that a stolen copy of the table opens nothing. The rows are also
    the ledger of reminders: one of each kind, ever.
    """

    class Kind(models.TextChoices):
        FIRST = "FIRST", "Invitation"
        MIDWAY = "MIDWAY", "Rappel à mi-chemin"
        LAST_DAY = "LAST_DAY", "Rappel de la veille"
        AGAIN = "AGAIN", "Renvoi demandé"

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="links")
    kind = models.CharField(max_length=8, choices=Kind)
    token_hash = models.CharField(max_length=64, unique=True)
    sent_at = models.DateTimeField()

    class Meta:
        verbose_name = "lien d’invitation"
        constraints = [
            models.UniqueConstraint(
                fields=["invitation", "kind"],
                condition=~Q(kind="AGAIN"),
                name="invitation_one_link_of_each_kind",
            )
        ]

    def __str__(self) -> str:
        return f"invitation link {self.pk}"
