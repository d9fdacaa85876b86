"""Who takes over what somebody leaves behind."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Count, Exists, OuterRef, Q

from boussole.accounts.models import Mandate, User
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.contact_requests.queries.stand_ins import answers_for
from boussole.core.clock import local_day
from boussole.partners.absences import covering
from boussole.partners.models import Referent


def successor_of(contact_request: ContactRequest, now: datetime) -> User | None:
    """Who inherits this request when its owner is gone: the manager, else a referent of its part, else anybody.

    Somebody present before somebody away, then whoever follows the fewest requests. None when nobody is left.
    """
    day = local_day(now, contact_request.filing.timezone)
    structure = contact_request.structure_id
    away = {each.user_id for each in covering([structure], day).get(structure, [])}
    open_ones = Count(
        "user__owned_requests", filter=~Q(user__owned_requests__status=ContactRequest.Status.CLOSED)
    )
    team = (
        Referent.objects.in_force(day)
        .filter(structure=structure, user__is_active=True)
        .exclude(user=contact_request.owner_id)
        .select_related("user")
        .prefetch_related("themes")
        .annotate(load=open_ones)
    )
    ranked = sorted(
        team,
        key=lambda each: (
            each.user_id in away,
            not each.is_manager,
            not answers_for(each, contact_request),
            each.load,
            each.pk,
        ),
    )
    return ranked[0].user if ranked else None


def orphans(now: datetime) -> ContactRequestQuerySet:
    """The open requests whose owner no longer answers: account closed, or mandate over.

    An animator who answers personally needs no mandate in the structure.
    """
    day = now.date()
    here = Referent.objects.in_force(day).filter(
        structure=OuterRef("structure"), user=OuterRef("owner"), user__is_active=True
    )
    animating = Mandate.objects.in_force(day).filter(
        user=OuterRef("owner"), user__is_active=True, role=Mandate.Role.ANIMATOR
    )
    owned = ContactRequest.objects.open().filter(owner__isnull=False)
    return owned.filter(~Exists(here), ~Exists(animating))
