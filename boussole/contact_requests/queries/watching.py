"""For the animation: which territories it follows, and what waits for its eyes."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Exists, OuterRef, Q, QuerySet

from boussole.accounts.models import User
from boussole.accounts.policies import animated_territories, is_national
from boussole.contact_requests.models import ContactRequest, Filing
from boussole.partners.models import Structure
from boussole.territories.models import Territory


def watched_territories(user: User, day: date) -> list[Territory]:
    """The territories whose requests this person follows, without anything that says who."""
    if is_national(user, day):
        return []  # everything but personal data of young people (product.md 3)
    return animated_territories(user, day)


def to_review(user: User, now: datetime) -> QuerySet[Filing]:
    """The doubtful filings that this person may judge, oldest first: those of their territories.

    One made outside every territory falls to the animations whose territory the structures asked serve:
    otherwise nobody would ever look at it.
    """
    territories = watched_territories(user, now.date())
    asked = ContactRequest.objects.filter(filing=OuterRef("pk"), status__in=ContactRequest.OPEN)
    if not territories:
        return Filing.objects.none()
    structures = Structure.objects.serving(user, now.date())
    here = Q(territory__in=territories)
    nowhere = Q(territory__isnull=True) & Exists(asked.filter(structure__in=structures))
    waiting = Filing.objects.filter(Exists(asked), is_quarantined=True)
    return waiting.filter(here | nowhere).order_by("filed_at", "pk")
