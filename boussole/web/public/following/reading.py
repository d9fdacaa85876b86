"""Reads a form and all that is told of its requests, in a fixed number of queries."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db.models import Prefetch

from boussole.contact_requests.models import (
    Assignment,
    ContactRequest,
    Filing,
    FollowUp,
    Redirection,
    StatusChange,
)
from boussole.web.public.following.filing import Followed


def filing_of(pk: UUID, now: datetime) -> Followed | None:
    """The form and its requests, with all that is told of them; None when it is no more. Seven queries."""
    filing = Filing.objects.select_related("territory").filter(pk=pk, anonymised_at__isnull=True).first()
    if filing is None:
        return None
    rows = (
        ContactRequest.objects.filter(filing=filing)
        .select_related(
            "offer__theme",
            "offer_version",
            "structure",
            "owner",
            "opinion",
            "came_by__contact_request__structure",
        )
        .prefetch_related(
            Prefetch("follow_ups", FollowUp.objects.select_related("by")),
            Prefetch("history", StatusChange.objects.select_related("by")),
            Prefetch("assignments", Assignment.objects.select_related("to_user")),
            Prefetch("redirections", Redirection.objects.select_related("to_structure", "to_offer")),
            "words",
        )
        .order_by("due_at", "pk")
    )
    # What is under way first: what is over is read once.
    requests = sorted(rows, key=lambda row: not row.is_open)
    for row in requests:
        row.filing = filing
    return Followed(filing, requests, now)
