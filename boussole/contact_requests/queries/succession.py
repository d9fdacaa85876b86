"""What somebody leaves behind, for some days or for ever, and who takes it over."""

from __future__ import annotations

from datetime import date, datetime

from django.db.models import Count, Exists, OuterRef, Q

from boussole.accounts.models import Mandate, User
from boussole.contact_requests.models import ContactRequest
from boussole.contact_requests.models.querysets import ContactRequestQuerySet
from boussole.contact_requests.queries.stand_ins import answers_for
from boussole.core.clock import local_day
from boussole.offers.models import Offer
from boussole.partners.absences import covering
from boussole.partners.actions import Plan
from boussole.partners.models import Absence, Referent


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


# --- What is left behind ----------------------------------------------------------------------------
def requests_left_by(referent: Referent) -> ContactRequestQuerySet:
    """The open requests that this person follows in this structure."""
    return ContactRequest.objects.open().filter(structure=referent.structure_id, owner=referent.user_id)


def offers_left_by(referent: Referent) -> list[Offer]:
    """The offers that this person follows alone."""
    rows = Offer.objects.filter(structure=referent.structure_id, followed_by=referent.user_id)
    rows = rows.exclude(status=Offer.Status.ENDED).select_related("structure", "category", "theme")
    return list(rows.prefetch_related("criteria").order_by("title", "pk"))


def relays_left_by(referent: Referent, today: date) -> list[Absence]:
    """The absences, under way or to come, in which this person is the deputy."""
    rows = Absence.objects.standing().of_structures([referent.structure_id])
    return list(rows.filter(deputy=referent.user_id, ends_on__gte=today).select_related("user", "structure"))


def requests_moved_by(absence: Absence | Plan) -> ContactRequestQuerySet:
    """The open requests that an absence, declared or planned, is about: of the person, or of all but the deputy."""
    rows = ContactRequest.objects.open().filter(structure=absence.structure)
    if absence.user is not None:
        return rows.filter(owner=absence.user)
    return rows.filter(owner__isnull=False).exclude(owner=absence.deputy)
