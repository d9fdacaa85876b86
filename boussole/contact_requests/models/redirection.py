"""A request handed over to another structure, with the young person's agreement (charter clause P3)."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from functools import reduce
from operator import or_

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from boussole.accounts.models import User
from boussole.contact_requests import handing_over
from boussole.contact_requests.models.contact_request import ContactRequest
from boussole.core.clock import local_day
from boussole.core.moves import require_move
from boussole.offers.models import Offer
from boussole.partners.models import Structure
from boussole.partners.policies import referents_of

# What a referent of the receiver answers for: the same themes and communes as for requests.
COLUMNS = {
    "structure": "to_structure",
    "theme": "to_offer__theme",
    "commune": "contact_request__filing__commune",
}


class RedirectionQuerySet(models.QuerySet["Redirection"]):
    def received_by(self, user: User, now: datetime) -> RedirectionQuerySet:
        """What the person's structures are, or were, asked to take over: never before the agreement."""
        parts = [referent.part(**COLUMNS) for referent in referents_of(user, now.date())]
        if not parts:
            return self.none()
        called_off = Q(status=Redirection.Status.CANCELLED, proposed_at__isnull=False)
        told = Q(status__in=Redirection.TOLD_TO_RECEIVER) | called_off
        return self.filter(told, reduce(or_, parts))

    def waiting_for_answer(self) -> RedirectionQuerySet:
        return self.filter(status=Redirection.Status.PROPOSED)

    def under_way(self) -> RedirectionQuerySet:
        return self.filter(status__in=Redirection.UNDER_WAY)


class Redirection(models.Model):
    """From a pre-diagnosis in words to the answer of the receiver. Accepted, it opens a new promise."""

    class Status(models.TextChoices):
        WAITING_AGREEMENT = "WAITING_AGREEMENT", "Accord demandé à la personne"
        LAPSED = "LAPSED", "Sans réponse de la personne"
        REFUSED = "REFUSED", "Refusée par la personne"
        PROPOSED = "PROPOSED", "Proposée à la structure"
        ACCEPTED = "ACCEPTED", "Acceptée"
        DECLINED = "DECLINED", "Déclinée par la structure"
        CANCELLED = "CANCELLED", "Annulée"
        ORIENTED = "ORIENTED", "Orientée hors du réseau"

    class Reason(models.TextChoices):
        NOT_OUR_AREA = "NOT_OUR_AREA", "N’habite pas notre secteur"
        NOT_OUR_PUBLIC = "NOT_OUR_PUBLIC", "Notre service ne lui correspond pas"
        OTHER_NEED = "OTHER_NEED", "Son besoin est un autre"
        NO_ROOM = "NO_ROOM", "Nous n’avons plus de place"
        BETTER_PLACED = "BETTER_PLACED", "Une autre structure est mieux placée"
        NO_ANSWER = "NO_ANSWER", "La structure n’a pas répondu"

    class Agreement(models.TextChoices):
        TOLD = "TOLD", "Donné de vive voix"
        ASKED = "ASKED", "Demandé sur la page de suivi"

    class Decline(models.TextChoices):
        NOT_OUR_AREA = "NOT_OUR_AREA", "N’habite pas notre secteur"
        NOT_OUR_PUBLIC = "NOT_OUR_PUBLIC", "Notre service ne lui correspond pas"
        NO_ROOM = "NO_ROOM", "Nous n’avons plus de place"
        ALREADY_FOLLOWED = "ALREADY_FOLLOWED", "Nous suivons déjà cette personne"
        OTHER = "OTHER", "Autre raison"

    UNDER_WAY = (Status.WAITING_AGREEMENT, Status.LAPSED, Status.PROPOSED)
    TOLD_TO_RECEIVER = (Status.PROPOSED, Status.ACCEPTED, Status.DECLINED)
    MOVES = {
        Status.WAITING_AGREEMENT: {
            Status.PROPOSED,
            Status.ORIENTED,
            Status.REFUSED,
            Status.LAPSED,
            Status.CANCELLED,
        },
        Status.LAPSED: {Status.PROPOSED, Status.ORIENTED, Status.REFUSED, Status.CANCELLED},
        Status.PROPOSED: {Status.ACCEPTED, Status.DECLINED, Status.CANCELLED},
        Status.REFUSED: set(),
        Status.ACCEPTED: set(),
        Status.DECLINED: set(),
        Status.CANCELLED: set(),
        Status.ORIENTED: set(),
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    contact_request = models.ForeignKey(ContactRequest, on_delete=models.PROTECT, related_name="redirections")
    # The request that the receiver answers, once accepted: with its own promise.
    successor = models.OneToOneField(
        ContactRequest, on_delete=models.PROTECT, null=True, blank=True, related_name="came_by"
    )
    to_offer = models.ForeignKey(Offer, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    to_structure = models.ForeignKey(
        Structure, on_delete=models.PROTECT, null=True, blank=True, related_name="redirections"
    )
    # Outside the network: a body without account, and how the public reaches it.
    outside_name = models.CharField("organisme", max_length=160, blank=True)
    outside_contact = models.CharField("comment le joindre", max_length=300, blank=True)

    reason = models.CharField("raison", max_length=16, choices=Reason)
    diagnosis = models.TextField("pré-diagnostic", max_length=1000)
    # What the young person agreed to pass on, field by field (guarantees.md R21).
    shared_fields = ArrayField(models.CharField(max_length=80), default=list)
    agreement = models.CharField("accord", max_length=5, choices=Agreement)
    agreed_at = models.DateTimeField("accord donné le", null=True, blank=True)
    status = models.CharField("état", max_length=18, choices=Status, default=Status.WAITING_AGREEMENT)
    decline_reason = models.CharField("raison du refus", max_length=16, choices=Decline, blank=True)
    decline_note = models.CharField("précision", max_length=300, blank=True)
    by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField("proposée le")
    proposed_at = models.DateTimeField("transmise à la structure le", null=True, blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField("terminée le", null=True, blank=True)

    objects = RedirectionQuerySet.as_manager()

    class Meta:
        verbose_name = "réorientation"
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["contact_request"],
                condition=Q(status__in=["WAITING_AGREEMENT", "LAPSED", "PROPOSED"]),
                name="redirection_one_under_way",
                violation_error_message="Une réorientation est déjà en cours pour cette demande.",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["PROPOSED", "ACCEPTED", "DECLINED", "ORIENTED"])
                | Q(agreed_at__isnull=False),
                name="redirection_only_with_agreement",
                violation_error_message="Une réorientation demande l’accord de la personne.",
            ),
            models.CheckConstraint(
                condition=Q(status="ACCEPTED", successor__isnull=False)
                | (~Q(status="ACCEPTED") & Q(successor__isnull=True)),
                name="redirection_accepted_has_a_successor",
            ),
            models.CheckConstraint(
                condition=(Q(to_offer__isnull=False, to_structure__isnull=False) & Q(outside_name=""))
                | (Q(to_offer__isnull=True, to_structure__isnull=True) & ~Q(outside_name="")),
                name="redirection_inside_or_outside",
            ),
        ]

    def __str__(self) -> str:
        return f"redirection {self.pk}"

    @property
    def is_outside(self) -> bool:
        return self.to_offer_id is None

    @property
    def is_under_way(self) -> bool:
        return self.status in self.UNDER_WAY

    @property
    def agree_by(self) -> datetime:
        """Until when the young person's answer is waited for."""
        return handing_over.agree_by(self.at, self.contact_request.filing.timezone)

    @property
    def answer_by(self) -> datetime | None:
        """Until when the receiver's answer is waited for, once it was asked."""
        if self.proposed_at is None:
            return None
        return handing_over.answer_by(self.proposed_at, self.contact_request.filing.timezone)

    @property
    def agree_day(self) -> date:
        return self._local_day(self.agree_by)

    @property
    def answer_day(self) -> date | None:
        return self._local_day(self.answer_by) if self.answer_by else None

    def _local_day(self, moment: datetime) -> date:
        return local_day(moment, self.contact_request.filing.timezone)

    def move_to(self, status: Redirection.Status, *, at: datetime) -> None:
        """Change the status; ended ones say when.

        :raises MoveRefused: if MOVES does not allow it from the current status
        """
        require_move(self, status, called="Cette réorientation")
        self.status = status
        if status == self.Status.PROPOSED:
            self.proposed_at = at
        if not self.MOVES[status]:
            self.ended_at = at
        self.save()
