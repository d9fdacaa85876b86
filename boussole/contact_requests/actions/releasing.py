"""The people of a structure that left the network go on until its last request is finished, then stop."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef

from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest
from boussole.core.db import locked, require_transaction
from boussole.partners.absences import today_at
from boussole.partners.actions import end_team
from boussole.partners.models import Referent, Structure

ONE_DAY = timedelta(days=1)


def release_team(structure: Structure, *, by: User | None, now: datetime) -> int:
    """Close the doors of a structure that left, unless a request of it is open; return how many people stop.

    At once: yesterday was their last day.
    """
    require_transaction()
    if ContactRequest.objects.open().filter(structure=structure).exists():
        return 0
    return end_team(structure, last_day=today_at(structure, now) - ONE_DAY, by=by, now=now)


def release_teams(*, now: datetime) -> int:
    """The same for each structure that left before and had requests to finish; return how many people stop."""
    still_there = Referent.objects.in_force(now.date()).filter(structure=OuterRef("pk"))
    waiting = ContactRequest.objects.open().filter(structure=OuterRef("pk"))
    left = Structure.objects.filter(Exists(still_there), ~Exists(waiting), status=Structure.Status.LEFT)
    stopped = 0
    for structure in left.order_by("pk"):
        with transaction.atomic():
            fresh = locked(structure)
            if fresh.status == Structure.Status.LEFT:  # nobody brought it back meanwhile
                stopped += release_team(fresh, by=None, now=now)
    return stopped
