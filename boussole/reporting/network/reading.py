"""Where the tasks of a network are read: one query a kind, whatever the number of structures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Count, Exists, Min, OuterRef, QuerySet

from boussole.accounts.inactivity import asleep
from boussole.accounts.invitations import LAST_CALL
from boussole.accounts.models import User
from boussole.contact_requests.models import ContactRequest
from boussole.core.months import months_after
from boussole.offers.freshness import LATE_AFTER
from boussole.offers.models import Offer, OfferVersion
from boussole.partners import sealing
from boussole.partners.charters import life
from boussole.partners.models import CharterAgreement, DirectoryError, Referent, Structure
from boussole.partners.models.charter import CharterAgreementQuerySet
from boussole.partners.models.structure import StructureQuerySet
from boussole.partners.proposals import invitations_followed_by
from boussole.partners.teams import due_on, to_confirm
from boussole.reporting.network.tasks import Kind, Task, Urgency, in_order
from boussole.reporting.places import without_mere_places

MOST = 100  # of each kind: a territory has fewer, and the rest comes when these are done
Status = CharterAgreement.Status


@dataclass(frozen=True)
class Network:
    """The desk of somebody who animates: what to do, in order, and where everybody stands."""

    tasks: list[tuple[Urgency, Task]]
    structures: dict[str, int]  # by status
    charters: dict[str, int]  # by status


def network_of(user: User, now: datetime) -> Network:
    """What the territories that this person animates ask of them at this moment. A fixed number of queries."""
    day = now.date()
    structures = Structure.objects.serving(user, day).order_by()
    charters = CharterAgreement.objects.run_by(user, day).order_by()
    bodies = without_mere_places(structures)
    active = bodies.filter(status=Structure.Status.ACTIVE)
    tasks = [
        *_late_requests(user, now),
        *_without_anybody(active, day),
        *_uncovered(active, day),
        *_charters(charters, day),
        *_offers(user, day),
        *_people(structures, day, now),
        *_invitations(user, now),
        *_errors(structures),
        *_waiting_for_their_seal(charters),
    ]
    return Network(in_order(tasks, day), _by_status(bodies), _by_status(charters))


def _by_status(rows: QuerySet[Any]) -> dict[str, int]:
    return dict(rows.values_list("status").annotate(Count("pk", distinct=True)))


def _late_requests(user: User, now: datetime) -> Iterator[Task]:
    late = ContactRequest.objects.watched_by(user, now).overdue(now).order_by()
    yield from _counted(Kind.LATE_REQUESTS, late, "structure", "due_at")


def _without_anybody(active: StructureQuerySet, day: date) -> Iterator[Task]:
    answering = Referent.objects.in_force(day).filter(structure=OuterRef("pk"), user__is_active=True)
    for each in active.filter(~Exists(answering)).order_by("pk")[:MOST]:
        yield Task(Kind.NOBODY, each.name, structure=each.public_id)


def _uncovered(active: StructureQuerySet, day: date) -> Iterator[Task]:
    """Partners with no charter at all; one under way is a line of its own."""
    theirs = CharterAgreement.objects.filter(structure=OuterRef("pk"))
    covering, under_way = theirs.covering(day), theirs.filter(status__in=CharterAgreement.AT_WORK)
    for each in active.filter(~Exists(covering), ~Exists(under_way)).order_by("pk")[:MOST]:
        yield Task(Kind.UNCOVERED, each.name, structure=each.public_id, hides_offers=True)


# --- Charters -------------------------------------------------------------------------------------------
def _charters(charters: CharterAgreementQuerySet, day: date) -> Iterator[Task]:
    yield from _at_work(charters, day)
    yield from _in_force(charters, day)
    alive = CharterAgreement.objects.filter(
        structure=OuterRef("structure"), status__in=(*CharterAgreement.AT_WORK, Status.IN_FORCE)
    )
    refused = charters.filter(~Exists(alive), status=Status.REFUSED).exclude(
        structure__status__in=[
            Structure.Status.ACTIVE,
            Structure.Status.LEFT,
        ]  # the first have no charter: said above
    )
    for each in refused.select_related("structure").order_by("-pk")[:MOST]:
        yield _of(each, Kind.REFUSED)


def _at_work(charters: CharterAgreementQuerySet, day: date) -> Iterator[Task]:
    covering = CharterAgreement.objects.covering(day).filter(structure=OuterRef("structure"))
    rows = charters.filter(status__in=CharterAgreement.AT_WORK).annotate(is_covered=Exists(covering))
    rows = rows.select_related("structure").prefetch_related("signatories").order_by("pk")
    for each in rows[:MOST]:
        waited = tuple(
            one.name or one.get_role_display() for one in each.signatories.all() if one.is_waited_for
        )
        hides = each.structure.status == Structure.Status.ACTIVE and not each.is_covered
        until = each.tolerated_until
        if until is not None and day <= until <= day + life.TOLD_BEFORE_TOLERANCE_ENDS:
            yield _of(each, Kind.TOLERANCE, until, people=waited)
        elif each.status == Status.PREPARED:
            prepared_on = each.prepared_at.date() if each.prepared_at else None
            yield _of(each, Kind.TO_SEND, prepared_on, hides_offers=hides)
        else:
            sent_on = each.sent_at.date() if each.sent_at else None
            yield _of(each, Kind.SIGNING, sent_on, people=waited, hides_offers=hides)


def _in_force(charters: CharterAgreementQuerySet, day: date) -> Iterator[Task]:
    rows = charters.in_force(day).select_related("structure").defer("words")
    ending = rows.filter(ends_on__isnull=False, ends_on__lte=months_after(day, 1))
    for each in ending.order_by("ends_on")[:MOST]:
        yield _of(each, Kind.ENDING, each.ends_on)
    soon = months_after(day, life.TOLD_BEFORE_RENEWAL)
    for each in rows.filter(ends_on__isnull=True):
        if each.signed_on and (renewal := life.renewal_after(each.signed_on, day)) <= soon:
            yield _of(each, Kind.RENEWAL, renewal)


def _of(
    agreement: CharterAgreement,
    kind: Kind,
    day: date | None = None,
    *,
    people: tuple[str, ...] = (),
    hides_offers: bool = False,
) -> Task:
    structure = agreement.structure
    return Task(
        kind,
        structure.name,
        day,
        structure=structure.public_id,
        charter=agreement.public_id,
        people=people,
        hides_offers=hides_offers,
    )


def _waiting_for_their_seal(charters: CharterAgreementQuerySet) -> Iterator[Task]:
    waiting = sealing.waiting().filter(pk__in=charters.values("pk")).select_related("structure")
    for each in waiting[:MOST]:
        yield _of(each, Kind.SEAL, each.signed_on)


# --- Offers ---------------------------------------------------------------------------------------------
def _offers(user: User, day: date) -> Iterator[Task]:
    served = Offer.objects.serving(user, day).order_by()
    versions = OfferVersion.objects.filter(offer__in=served).to_review().order_by()
    yield from _counted(Kind.REVIEW, versions, "offer__structure", "submitted_at")
    late = served.on_line().filter(confirm_by__lte=day - LATE_AFTER)
    yield from _counted(Kind.UNCONFIRMED, late, "structure", "confirm_by")


def _counted(kind: Kind, rows: QuerySet[Any], structure: str, since: str) -> Iterator[Task]:
    """One line a structure, with how many there are and since when the oldest waits."""
    name, public_id = f"{structure}__name", f"{structure}__public_id"
    found = rows.values(name, public_id).annotate(many=Count("pk"), oldest=Min(since)).order_by("oldest")
    for each in found[:MOST]:
        oldest = each["oldest"]
        day = oldest.date() if isinstance(oldest, datetime) else oldest
        yield Task(kind, each[name], day, count=each["many"], structure=each[public_id])


# --- People ---------------------------------------------------------------------------------------------
def _people(structures: StructureQuerySet, day: date, now: datetime) -> Iterator[Task]:
    here = structures.filter(status=Structure.Status.ACTIVE)
    teams: dict[Structure, list[Referent]] = defaultdict(list)
    for each in to_confirm(here, day):
        teams[each.structure].append(each)
    for structure, people in list(teams.items())[:MOST]:
        yield Task(
            Kind.TEAM,
            structure.name,
            min(due_on(each) for each in people),
            count=len(people),
            structure=structure.public_id,
        )
    sleeping = Referent.objects.in_force(day).filter(structure__in=here, user__in=asleep(now))
    for each in sleeping.select_related("user", "structure").order_by("user__last_login", "pk")[:MOST]:
        seen = each.user.last_login
        yield Task(
            Kind.SILENT,
            each.structure.name,
            seen.date() if seen else None,
            structure=each.structure.public_id,
            people=(each.user.full_name,),
        )


def _invitations(user: User, now: datetime) -> Iterator[Task]:
    """Those on their last day, and those that nobody answered in time; the others only wait."""
    rows = invitations_followed_by(user, now.date()).unanswered().filter(expires_at__lte=now + LAST_CALL)
    for each in rows.select_related("user").order_by("expires_at", "pk")[:MOST]:
        yield Task(Kind.INVITATION, each.user.full_name or each.user.email, each.expires_at.date())


def _errors(structures: StructureQuerySet) -> Iterator[Task]:
    rows = DirectoryError.objects.waiting().filter(structure__in=structures)
    yield from _counted(Kind.ERROR, rows.order_by(), "structure", "reported_at")
