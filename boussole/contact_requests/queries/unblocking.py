"""« À débloquer »: the requests that nobody answers any more, and that the animation must move."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet

from boussole.accounts.models import Mandate, User
from boussole.contact_requests.models import ContactRequest, YoungPersonWord
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.contact_requests.schedule import DAYS_BEFORE_REASSIGNING, DAYS_BEFORE_STUCK
from boussole.partners.models import Referent


def to_unblock(user: User, now: datetime) -> ContactRequestQuerySet:
    """What this animator must look at: dates and states, never who asked.

    A day late without an attempt; past its date, and the young person says so; or with nobody left to answer.
    """
    watched = ContactRequest.objects.watched_by(user, now)
    awaited = Q(first_attempt_at__isnull=True)
    late = awaited & Q(due_at__lt=now - timedelta(days=DAYS_BEFORE_STUCK))
    said = awaited & Q(due_at__lt=now) & Exists(_said_not_contacted())
    return watched.open().filter(late | said | nobody_left(now))


def may_be_reassigned(contact_request: ContactRequest, now: datetime) -> bool:
    """Whether it is late enough for the animation to give it to somebody else (product.md 5.3)."""
    return contact_request.is_late(now, days=DAYS_BEFORE_REASSIGNING)


def nobody_left(now: datetime) -> Q:
    """A filter on requests: neither an owner nor an active referent, so nobody would ever see them.

    Without a referent, the owner is an animator who answers personally, until their mandate ends.
    """
    animating = Mandate.objects.in_force_at(now).filter(user=OuterRef("owner"), role=Mandate.Role.ANIMATOR)
    owner_gone = Q(owner__isnull=True) | Q(owner__is_active=False) | ~Exists(animating)
    return owner_gone & Q(~Exists(able_to_answer(now)))


def able_to_answer(now: datetime) -> QuerySet[Referent]:
    """The active referents in force of the structure of the outer request."""
    in_force = Referent.objects.in_force(now.date())
    return in_force.filter(structure=OuterRef("structure"), user__is_active=True)


def colleagues_for(contact_request: ContactRequest, now: datetime) -> QuerySet[Referent]:
    """Who, in the structure, may be given this request: active, in force, and not its owner already."""
    in_force = Referent.objects.in_force(now.date()).select_related("user")
    found = in_force.filter(structure=contact_request.structure_id, user__is_active=True)
    return found.exclude(user=contact_request.owner_id).order_by("user__last_name", "user__first_name")


def _said_not_contacted() -> QuerySet[YoungPersonWord]:
    return YoungPersonWord.objects.filter(
        contact_request=OuterRef("pk"), kind=YoungPersonWord.Kind.NOT_CONTACTED, settled_at__isnull=True
    )
