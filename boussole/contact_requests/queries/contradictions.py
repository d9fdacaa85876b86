"""Where the word of the young person and the log of the professionals differ (decision 0021).

Both are kept, and neither rewrites the other. Two cases wait for the manager of the structure:

- « personne ne m’a contacté », while an attempt was already logged;
- « on m’a contacté », while nothing is logged and the date has passed: good faith, a gesture to log.

A later word of the young person replaces the earlier one; a gesture logged since ends the second case.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest, FollowUp, YoungPersonWord
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.partners.policies import referents_of

Kind = YoungPersonWord.Kind
SAID = (Kind.CONTACTED, Kind.NOT_CONTACTED)


def contradictions(rows: ContactRequestQuerySet, now: datetime) -> QuerySet[YoungPersonWord]:
    """The words about these requests that contradict the log and that nobody has explained, oldest first.

    At most one for each request: the last thing that the young person said.
    """
    attempts = FollowUp.objects.filter(contact_request=OuterRef("contact_request")).exclude(
        kind=FollowUp.Kind.NOTE
    )
    denied = Q(kind=Kind.NOT_CONTACTED) & Exists(attempts.filter(at__lte=OuterRef("at")))
    not_logged = Q(
        kind=Kind.CONTACTED,
        contact_request__due_at__lt=now,
        contact_request__status__in=ContactRequest.OPEN,
    ) & ~Exists(attempts)
    found = _last_said(rows).filter(denied | not_logged)
    waiting = found.filter(settled_at__isnull=True, contact_request__filing__anonymised_at__isnull=True)
    return waiting.order_by("at", "pk")


def _last_said(rows: ContactRequestQuerySet) -> QuerySet[YoungPersonWord]:
    """About each of these requests, the last time that the young person said whether they were contacted."""
    later = YoungPersonWord.objects.filter(
        contact_request=OuterRef("contact_request"), kind__in=SAID, at__gt=OuterRef("at")
    )
    said = YoungPersonWord.objects.filter(~Exists(later), kind__in=SAID)
    return said.filter(contact_request__in=rows.order_by().values("pk"))


def contradictions_for(user: User, now: datetime) -> QuerySet[YoungPersonWord]:
    """Those that wait for this person: of the structures that they manage."""
    return contradictions(managed_by(user, now), now)


def managed_by(user: User, now: datetime) -> ContactRequestQuerySet:
    """The requests of the structures that this person manages: for figures alone, never to be named."""
    mine = answered_for_as_manager(user, now.date())
    return ContactRequest.objects.filter(mine, filing__is_quarantined=False)


def answered_for_as_manager(user: User, day: date) -> Q:
    """A filter on requests: those of the structures that this person manages that day."""
    return Q(structure__in={each.structure_id for each in referents_of(user, day) if each.is_manager})


@dataclass(frozen=True, slots=True)
class TwoWords:
    """What young people said, beside what was logged. Figures of promises are measured on the log alone."""

    said_contacted: int = 0
    said_not_contacted: int = 0
    contradicted: int = 0  # not contacted, they say, though an attempt was logged in time

    @property
    def said(self) -> int:
        return self.said_contacted + self.said_not_contacted


def two_words_of(rows: ContactRequestQuerySet) -> TwoWords:
    """How many requests young people spoke about, and how many contradict a promise kept. One query."""
    not_contacted = Q(kind=Kind.NOT_CONTACTED)
    kept = Q(contact_request__first_attempt_at__lte=F("contact_request__due_at")) & Q(
        contact_request__first_attempt_at__lte=F("at")
    )
    counts = _last_said(rows).aggregate(
        said_contacted=Count("pk", filter=Q(kind=Kind.CONTACTED)),
        said_not_contacted=Count("pk", filter=not_contacted),
        contradicted=Count("pk", filter=not_contacted & kept),
    )
    return TwoWords(**counts)
