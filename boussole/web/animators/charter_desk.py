"""The agreements that a person of the network may read, and those that they run."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404

from boussole.partners import policies
from boussole.partners.models import CharterAgreement, Structure
from boussole.partners.models.charter import CharterAgreementQuerySet
from boussole.web.animators.desk import Desk, with_mandate

Status = CharterAgreement.Status
MOST_WITHOUT = 200  # structures of one territory that wait for a charter


def reads_charters(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For the three levels that run the network; whoever only reads figures has no such page."""

    @with_mandate
    @wraps(view)
    def guarded(request: HttpRequest, desk: Desk, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (desk.sees_partners or desk.is_national):
            raise Http404
        return view(request, desk, *args, **kwargs)

    return guarded


def agreements_of(desk: Desk) -> CharterAgreementQuerySet:
    """Those that the person may read, their parties at hand."""
    rows = CharterAgreement.objects.run_by(desk.user, desk.day)
    return rows.select_related("structure", "territory", "text")


def readable(desk: Desk, public_id: UUID) -> CharterAgreement:
    """The one that the address names.

    :raises Http404: for somebody else's
    """
    return get_object_or_404(agreements_of(desk), public_id=public_id)


def run(desk: Desk, public_id: UUID) -> CharterAgreement:
    """The same, for who acts on it.

    :raises Http404: for somebody who may only read it
    """
    agreement = readable(desk, public_id)
    if not policies.can_run_charter(desk.user, agreement, desk.day):
        raise Http404
    return agreement


def without_charter(desk: Desk) -> list[Structure]:
    """Those that have come, and with whom nothing is signed nor under way."""
    alive = CharterAgreement.objects.filter(structure=OuterRef("pk"), status__in=CharterAgreement.ALIVE)
    come = Q(status__in=[Structure.Status.INVITED, Structure.Status.ACTIVE])
    rows = Structure.objects.serving(desk.user, desk.day).filter(come, ~Exists(alive))
    return list(rows.order_by("name", "pk")[:MOST_WITHOUT])
