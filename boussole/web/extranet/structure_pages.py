"""Which structures somebody reads and writes from the extranet: their own, and the other places of the same body."""

from __future__ import annotations

from uuid import UUID

from django.db.models import Q
from django.shortcuts import get_object_or_404

from boussole.partners.models import Structure
from boussole.web.extranet.desk import Desk


def structure_of(desk: Desk, public_id: UUID) -> Structure:
    """One of my structures, or a place of one of them; what is not mine does not exist."""
    mine = [each.pk for each in desk.structures]
    rows = Structure.objects.filter(Q(pk__in=mine) | Q(parent__in=mine)).select_related("parent")
    return get_object_or_404(rows, public_id=public_id)


def successor_of(desk: Desk, public_id: UUID) -> Structure | None:
    """The structure of mine that another record was joined to: its old address leads there."""
    gone = Structure.objects.filter(public_id=public_id, merged_into__isnull=False)
    return next((each for each in desk.structures if gone.filter(merged_into=each).exists()), None)
